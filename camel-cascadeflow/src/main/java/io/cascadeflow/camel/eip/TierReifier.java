package io.cascadeflow.camel.eip;

import io.cascadeflow.camel.failover.FailOvers;
import io.cascadeflow.camel.failover.FailOvers.Asked;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.processor.Pipeline;
import org.apache.camel.reifier.ProcessorReifier;
import org.apache.camel.reifier.SendReifier;
import org.apache.camel.support.AsyncProcessorConverterHelper;

/** Makes the processor of a tier: a {@code to} with the {@code orTo} that follow it becomes one step. */
final class TierReifier extends ProcessorReifier<TierDefinition> {

    TierReifier(Route route, TierDefinition definition) {
        super(route, definition);
    }

    @Override
    public Processor createProcessor() throws Exception {
        FailOverOptions options = new FailOverOptions(definition, this::parseString);
        boolean several = definition.getOutputs().stream().anyMatch(OrToDefinition.class::isInstance);
        if (!several && options.areWritten()) {
            throw new IllegalArgumentException(
                    "order, weights and deadlineShare are about several endpoints; write orTo after to");
        }
        Processor steps = several || options.hedges() ? grouped(options) : createChildProcessor(true);
        return new TierProcessor(parseString(definition.getName()), steps);
    }

    private Processor grouped(FailOverOptions options) throws Exception {
        List<Processor> steps = new ArrayList<>();
        int hedged = 0;
        for (List<ProcessorDefinition<?>> group : groups()) {
            boolean asks = group.size() > 1 || (options.hedges() && group.get(0) instanceof ToDefinition);
            hedged += asks ? 1 : 0;
            steps.add(asks ? failOver(group, options) : createOutputsProcessor(group));
        }
        if (hedged == 0) {
            throw new IllegalArgumentException(
                    "hedgeAfter is about the endpoint of a to, and there is none; remove it");
        }
        return Pipeline.newInstance(camelContext, steps);
    }

    private List<List<ProcessorDefinition<?>>> groups() {
        List<List<ProcessorDefinition<?>>> groups = new ArrayList<>();
        for (ProcessorDefinition<?> step : definition.getOutputs()) {
            if (!(step instanceof OrToDefinition)) {
                groups.add(new ArrayList<>(List.of(step)));
                continue;
            }
            List<ProcessorDefinition<?>> before = groups.isEmpty() ? List.of() : groups.get(groups.size() - 1);
            if (before.isEmpty() || !(before.get(0) instanceof ToDefinition)) {
                throw new IllegalArgumentException("%s does not follow a to; write it right after one".formatted(step));
            }
            before.add(step);
        }
        return groups;
    }

    private Processor failOver(List<ProcessorDefinition<?>> group, FailOverOptions options) throws Exception {
        List<Asked> asked = new ArrayList<>();
        for (ProcessorDefinition<?> step : group) {
            if (!isDisabled(camelContext, step)) {
                asked.add(new Asked(
                        new SendReifier(route, step).resolveEndpoint(),
                        AsyncProcessorConverterHelper.convert(createOutputsProcessor(List.of(step)))));
            }
        }
        // all of them switched off: a step that does nothing, as for any other
        return asked.isEmpty() ? createOutputsProcessor(group) : FailOvers.of(camelContext, asked, options.plan());
    }
}
