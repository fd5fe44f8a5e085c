package io.cascadeflow.camel.eip;

import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.spi.ModelToXMLDumper;
import org.apache.camel.xml.LwModelToXMLDumper;
import org.apache.camel.xml.out.BaseWriter;
import org.apache.camel.xml.out.ModelWriter;
import org.jspecify.annotations.Nullable;

/** Camel's dumper of routes as XML, which also writes the cascade: Camel's own leaves out what it does not know. */
final class CascadeXmlDumper extends LwModelToXMLDumper {

    static ModelToXMLDumper create() {
        return new CascadeXmlDumper();
    }

    @Override
    public String dumpModelAsXml(
            CamelContext context,
            NamedNode definition,
            boolean resolvePlaceholders,
            boolean generatedIds,
            boolean sourceLocation)
            throws Exception {
        if (!DumpedModel.hasCascade(definition)) {
            return super.dumpModelAsXml(context, definition, resolvePlaceholders, generatedIds, sourceLocation);
        }
        DumpedModel model = new DumpedModel(context, definition);
        StringWriter text = new StringWriter();
        new Writer(text, model, resolvePlaceholders, generatedIds, model.showsSource(sourceLocation))
                .writeOptionalIdentifiedDefinitionRef(model.root());
        return text.toString();
    }

    private static final class Writer extends ModelWriter {

        private final DumpedModel model;
        private final boolean resolvePlaceholders;
        private final boolean generatedIds;
        private final boolean sourceLocation;

        Writer(
                StringWriter text,
                DumpedModel model,
                boolean resolvePlaceholders,
                boolean generatedIds,
                boolean sourceLocation)
                throws IOException {
            super(text, BaseWriter.DEFAULT_NAMESPACE);
            this.model = model;
            this.resolvePlaceholders = resolvePlaceholders;
            this.generatedIds = generatedIds;
            this.sourceLocation = sourceLocation;
        }

        @Override
        @SuppressWarnings("rawtypes")
        protected void doWriteProcessorDefinitionRef(String name, ProcessorDefinition node) throws IOException {
            if (!wrote(node)) {
                super.doWriteProcessorDefinitionRef(name, node);
            }
        }

        @Override
        @SuppressWarnings("rawtypes")
        protected void doWriteOptionalIdentifiedDefinitionRef(String name, OptionalIdentifiedDefinition node)
                throws IOException {
            if (!wrote(node)) {
                super.doWriteOptionalIdentifiedDefinitionRef(name, node);
            }
        }

        private boolean wrote(OptionalIdentifiedDefinition<?> node) throws IOException {
            if (node instanceof CascadeDefinition cascade) {
                write(cascade);
                return true;
            }
            if (node instanceof TierDefinition tier) {
                write(tier);
                return true;
            }
            if (node instanceof OrToDefinition to) {
                doWriteToDefinition("orTo", to);
                return true;
            }
            return false;
        }

        private void write(CascadeDefinition cascade) throws IOException {
            startElement("cascade");
            doWriteProcessorDefinitionAttributes(cascade);
            write(DumpedOptions.of(cascade));
            doWriteList(null, null, cascade.getOutputs(), this::doWriteProcessorDefinitionRef);
            endElement("cascade");
        }

        private void write(TierDefinition tier) throws IOException {
            startElement("tier");
            doWriteProcessorDefinitionAttributes(tier);
            write(DumpedOptions.of(tier));
            if (tier.getAcceptWhen() != null) {
                // the stock method writes no element of this name: in XML it would read as a step
                startElement("acceptWhen");
                doWriteElement(null, tier.getAcceptWhen().getExpressionType(), this::doWriteExpressionDefinitionRef);
                endElement("acceptWhen");
            }
            doWriteList(null, null, tier.getOutputs(), this::doWriteProcessorDefinitionRef);
            endElement("tier");
        }

        private void write(Map<String, @Nullable String> options) throws IOException {
            for (Map.Entry<String, @Nullable String> option : options.entrySet()) {
                doWriteAttribute(option.getKey(), option.getValue(), null);
            }
        }

        @Override
        protected void doWriteOptionalIdentifiedDefinitionAttributes(OptionalIdentifiedDefinition<?> node)
                throws IOException {
            if (generatedIds || Boolean.TRUE.equals(node.getCustomId())) {
                doWriteAttribute("id", node.getId());
            }
            if (node.getDescriptionText() != null) {
                doWriteAttribute("description", node.getDescriptionText());
            }
            OptionalIdentifiedDefinition<?> located = DumpedModel.located(node);
            if (sourceLocation && located.getLineNumber() != -1) {
                writer.addAttribute("sourceLineNumber", Integer.toString(located.getLineNumber()));
            }
            if (sourceLocation && located.getLocation() != null) {
                writer.addAttribute("sourceLocation", located.getLocation());
            }
        }

        @Override
        protected void startElement(String name) throws IOException {
            boolean root = !namespaceWritten;
            super.startElement(name);
            if (root) {
                for (Map.Entry<String, String> namespace : model.namespaces().entrySet()) {
                    String prefix = namespace.getKey();
                    writer.addAttribute(prefix.equals("xmlns") ? prefix : "xmlns:" + prefix, namespace.getValue());
                }
            }
        }

        @Override
        protected void doWriteValue(String value) throws IOException {
            if (value != null && !value.isEmpty()) {
                super.doWriteValue(resolved(value));
            }
        }

        @Override
        protected void text(String name, String text) throws IOException {
            super.text(name, resolved(text));
        }

        @Override
        protected void attribute(String name, Object value) throws IOException {
            super.attribute(name, value == null ? null : resolved(value.toString()));
        }

        private String resolved(String text) {
            return resolvePlaceholders ? model.resolve(text) : text;
        }
    }
}
