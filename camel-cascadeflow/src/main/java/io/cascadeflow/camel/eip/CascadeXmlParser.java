package io.cascadeflow.camel.eip;

import java.io.IOException;
import org.apache.camel.dsl.xml.io.XmlModelParser;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.xml.io.XmlPullParserException;

/** Camel's parser of XML routes, with cascade and tier. */
final class CascadeXmlParser extends XmlModelParser {

    CascadeXmlParser(Resource resource, String namespace) throws IOException, XmlPullParserException {
        super(resource, namespace);
    }

    @Override
    @SuppressWarnings("rawtypes")
    protected ProcessorDefinition doParseProcessorDefinitionRef(String element)
            throws IOException, XmlPullParserException {
        return switch (element) {
            case "cascade" ->
                doParse(new CascadeDefinition(), this::setCascadeAttribute, this::addTier, noValueHandler());
            case "tier" -> doParse(new TierDefinition(), this::setTierAttribute, this::addToTier, noValueHandler());
            case "orTo" ->
                doParse(
                        new OrToDefinition(),
                        this::setOrToAttribute,
                        optionalIdentifiedDefinitionElementHandler(),
                        noValueHandler());
            default -> super.doParseProcessorDefinitionRef(element);
        };
    }

    private boolean setCascadeAttribute(CascadeDefinition cascade, String name, String value)
            throws IOException, XmlPullParserException {
        switch (name) {
            case "gate" -> cascade.setGate(value);
            case "maxRegret" -> cascade.setMaxRegret(value);
            case "streaming" -> cascade.setStreaming(value);
            case "worth" -> cascade.setWorth(value);
            case "worthOfSecond" -> cascade.setWorthOfSecond(value);
            case "atConfidence" -> cascade.setAtConfidence(value);
            case "whenExhausted" -> cascade.setWhenExhausted(value);
            case "deadline" -> cascade.setDeadline(value);
            case "budget" -> cascade.setBudget(value);
            case "cache" -> cascade.setCache(value);
            case "auditShare" -> cascade.setAuditShare(value);
            case "auditJudge" -> cascade.setAuditJudge(value);
            case "onDrift" -> cascade.setOnDrift(value);
            default -> {
                return this.<CascadeDefinition>processorDefinitionAttributeHandler()
                        .accept(cascade, name, value);
            }
        }
        return true;
    }

    private boolean addTier(CascadeDefinition cascade, String element) throws IOException, XmlPullParserException {
        ProcessorDefinition<?> child = doParseProcessorDefinitionRef(element);
        if (child == null) {
            return this.<CascadeDefinition>optionalIdentifiedDefinitionElementHandler()
                    .accept(cascade, element);
        }
        cascade.addOutput(child);
        return true;
    }

    private boolean setTierAttribute(TierDefinition tier, String name, String value)
            throws IOException, XmlPullParserException {
        switch (name) {
            case "name" -> tier.setName(value);
            case "acceptAbove" -> tier.setAcceptAbove(value);
            case "gate" -> tier.setGate(value);
            case "maxRegret" -> tier.setMaxRegret(value);
            case "atConfidence" -> tier.setAtConfidence(value);
            case "skipBelow" -> tier.setSkipBelow(value);
            case "order" -> tier.setOrder(value);
            case "weights" -> tier.setWeights(value);
            case "failOverOnFilter" -> tier.setFailOverOnFilter(value);
            case "deadlineShare" -> tier.setDeadlineShare(value);
            case "hedgeAfter" -> tier.setHedgeAfter(value);
            default -> {
                return this.<TierDefinition>processorDefinitionAttributeHandler()
                        .accept(tier, name, value);
            }
        }
        return true;
    }

    private boolean setOrToAttribute(OrToDefinition to, String name, String value)
            throws IOException, XmlPullParserException {
        return this.<OrToDefinition>sendDefinitionAttributeHandler().accept(to, name, value);
    }

    private boolean addToTier(TierDefinition tier, String element) throws IOException, XmlPullParserException {
        if (element.equals("acceptWhen")) {
            tier.setAcceptWhen(doParseExpressionSubElementDefinition());
            return true;
        }
        return this.<TierDefinition>outputDefinitionElementHandler().accept(tier, element);
    }
}
