package io.cascadeflow.camel.eip;

import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.spi.ModelToYAMLDumper;
import org.apache.camel.yaml.LwModelToYAMLDumper;
import org.apache.camel.yaml.out.ModelWriter;
import org.jspecify.annotations.Nullable;

/** Camel's dumper of routes as YAML, which also writes the cascade: Camel's own leaves out what it does not know. */
final class CascadeYamlDumper extends LwModelToYAMLDumper {

    static ModelToYAMLDumper create() {
        return new CascadeYamlDumper();
    }

    @Override
    public String dumpModelAsYaml(
            CamelContext context,
            NamedNode definition,
            boolean resolvePlaceholders,
            boolean uriAsParameters,
            boolean generatedIds,
            boolean sourceLocation)
            throws Exception {
        if (!DumpedModel.hasCascade(definition)) {
            return super.dumpModelAsYaml(
                    context, definition, resolvePlaceholders, uriAsParameters, generatedIds, sourceLocation);
        }
        DumpedModel model = new DumpedModel(context, definition);
        StringWriter text = new StringWriter();
        try (Writer writer =
                new Writer(text, model, resolvePlaceholders, generatedIds, model.showsSource(sourceLocation))) {
            writer.setUriAsParameters(uriAsParameters);
            writer.setCamelContext(context);
            writer.start();
            writer.writeOptionalIdentifiedDefinitionRef(model.root());
        }
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
            super(text);
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
            doWriteElement("acceptWhen", tier.getAcceptWhen(), this::doWriteExpressionSubElementDefinition);
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
                writer.addAttribute("sourceLocation", located.getLocation());
            }
        }

        @Override
        protected void doWriteValue(String value) throws IOException {
            if (value != null && !value.isEmpty()) {
                super.doWriteValue(value);
            }
        }

        @Override
        protected void text(String name, String text) throws IOException {
            super.text(name, resolved(text));
        }

        @Override
        protected void attribute(String name, Object value) throws IOException {
            super.attribute(name, value == null ? null : resolved(value));
        }

        private Object resolved(Object value) {
            return resolvePlaceholders ? model.resolve(value.toString()) : value;
        }

        private String resolved(String text) {
            return resolvePlaceholders ? model.resolve(text) : text;
        }
    }
}
