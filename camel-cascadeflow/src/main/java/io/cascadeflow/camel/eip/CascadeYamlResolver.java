package io.cascadeflow.camel.eip;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.dsl.yaml.common.YamlDeserializerBase;
import org.apache.camel.dsl.yaml.common.YamlDeserializerResolver;
import org.apache.camel.dsl.yaml.common.YamlSupport;
import org.apache.camel.model.ExpressionSubElementDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.util.StringHelper;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** Reads {@code cascade} and {@code tier} nodes of YAML routes; a key that they do not know is an error. */
final class CascadeYamlResolver implements YamlDeserializerResolver {

    /** Camel's own have 0 and the lowest but one, and one with an order that is taken is dropped without a word. */
    private static final int ORDER = 4711;

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public @Nullable ConstructNode resolve(String id) {
        if (id.equals("cascade") || id.equals(CascadeDefinition.class.getName())) {
            return new CascadeNode();
        }
        if (id.equals("tier") || id.equals(TierDefinition.class.getName())) {
            return new TierNode();
        }
        if (id.equals("orTo") || id.equals(OrToDefinition.class.getName())) {
            return new OrToNode();
        }
        return null;
    }

    private static boolean setCommon(ProcessorDefinition<?> target, String key, Node value) {
        switch (key) {
            case "id" -> target.setId(YamlDeserializerBase.asText(value));
            case "description" -> target.setDescription(YamlDeserializerBase.asText(value));
            case "note" -> target.setNote(YamlDeserializerBase.asText(value));
            case "disabled" -> target.setDisabled(YamlDeserializerBase.asText(value));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static final class CascadeNode extends YamlDeserializerBase<CascadeDefinition> {

        CascadeNode() {
            super(CascadeDefinition.class);
        }

        @Override
        protected CascadeDefinition newInstance() {
            return new CascadeDefinition();
        }

        @Override
        protected boolean setProperty(CascadeDefinition target, String key, String name, Node value) {
            String option = StringHelper.dashToCamelCase(key);
            switch (option) {
                case "gate" -> target.setGate(asText(value));
                case "maxRegret" -> target.setMaxRegret(asText(value));
                case "streaming" -> target.setStreaming(asText(value));
                case "worth" -> target.setWorth(asText(value));
                case "worthOfSecond" -> target.setWorthOfSecond(asText(value));
                case "atConfidence" -> target.setAtConfidence(asText(value));
                case "whenExhausted" -> target.setWhenExhausted(asText(value));
                case "deadline" -> target.setDeadline(asText(value));
                case "budget" -> target.setBudget(asText(value));
                case "cache" -> target.setCache(asText(value));
                case "auditShare" -> target.setAuditShare(asText(value));
                case "auditJudge" -> target.setAuditJudge(asText(value));
                case "onDrift" -> target.setOnDrift(asText(value));
                case "steps" -> setSteps(target, value);
                case "tiers" -> asFlatList(value, TierDefinition.class).forEach(target::addOutput);
                default -> {
                    return setCommon(target, option, value);
                }
            }
            return true;
        }
    }

    private static final class TierNode extends YamlDeserializerBase<TierDefinition> {

        TierNode() {
            super(TierDefinition.class);
        }

        @Override
        protected TierDefinition newInstance() {
            return new TierDefinition();
        }

        @Override
        protected boolean setProperty(TierDefinition target, String key, String name, Node value) {
            String option = StringHelper.dashToCamelCase(key);
            switch (option) {
                case "name" -> target.setName(asText(value));
                case "acceptAbove" -> target.setAcceptAbove(asText(value));
                case "acceptWhen" -> target.setAcceptWhen(asType(value, ExpressionSubElementDefinition.class));
                case "gate" -> target.setGate(asText(value));
                case "maxRegret" -> target.setMaxRegret(asText(value));
                case "atConfidence" -> target.setAtConfidence(asText(value));
                case "skipBelow" -> target.setSkipBelow(asText(value));
                case "order" -> target.setOrder(asText(value));
                case "weights" -> target.setWeights(asText(value));
                case "failOverOnFilter" -> target.setFailOverOnFilter(asText(value));
                case "deadlineShare" -> target.setDeadlineShare(asText(value));
                case "hedgeAfter" -> target.setHedgeAfter(asText(value));
                case "steps" -> setSteps(target, value);
                default -> {
                    return setCommon(target, option, value);
                }
            }
            return true;
        }
    }

    /** As {@code to}: an address, or an address with its parameters. */
    private static final class OrToNode extends YamlDeserializerBase<OrToDefinition> {

        OrToNode() {
            super(OrToDefinition.class);
        }

        @Override
        protected OrToDefinition newInstance() {
            return new OrToDefinition();
        }

        @Override
        protected OrToDefinition newInstance(String uri) {
            return new OrToDefinition(uri);
        }

        @Override
        protected boolean setProperty(OrToDefinition target, String key, String name, Node value) {
            String option = StringHelper.dashToCamelCase(key);
            switch (option) {
                case "uri", "parameters" -> {
                    // both together, once all are read
                }
                case "pattern" -> target.setPattern(asText(value));
                case "variableSend" -> target.setVariableSend(asText(value));
                case "variableReceive" -> target.setVariableReceive(asText(value));
                default -> {
                    return setCommon(target, option, value);
                }
            }
            return true;
        }

        @Override
        protected void setProperties(OrToDefinition target, MappingNode node) {
            super.setProperties(target, node);
            String uri = "";
            Map<String, Object> parameters = Map.of();
            for (NodeTuple tuple : node.getValue()) {
                switch (asText(tuple.getKeyNode())) {
                    case "uri" -> uri = asText(tuple.getValueNode());
                    case "parameters" -> parameters = asScalarMap(tuple.getValueNode());
                    default -> {
                        // read above
                    }
                }
            }
            CamelContext context = getDeserializationContext(node).getCamelContext();
            target.setUri(parameters.isEmpty() ? uri : YamlSupport.createEndpointUri(context, node, uri, parameters));
        }
    }
}
