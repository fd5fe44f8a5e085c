package io.cascadeflow.examples.heavyload;

import org.apache.camel.builder.RouteBuilder;

/** From the queue through the cascade into the file of answers, or into that of what is to be asked again. */
final class LoadRoute extends RouteBuilder {

    private final Figures figures;

    LoadRoute(Figures figures) {
        this.figures = figures;
    }

    @Override
    public void configure() {
        // spotless:off tag::route[]
        // a thread waits for each, so that no more are under way than there are consumers: the others wait in the queue
        from("seda:questions?size={{load.queue}}&concurrentConsumers={{load.at-once}}").errorHandler(noErrorHandler())
            .to("direct:question?synchronous=true");

        from("direct:question").errorHandler(noErrorHandler())
            .setProperty("question", body())
            .doTry()
                .to("cascadeflow:cascade:desk")
                .process(Lines::answer)
                .to("file:{{load.out}}?fileName=answers.jsonl&fileExist=Append&appendChars=\\n")
                .process(figures::answered)
            .doCatch(Exception.class)
                .process(Lines::later)
                .to("file:{{load.out}}?fileName=later.jsonl&fileExist=Append&appendChars=\\n")
                .process(figures::putAside)
            .end();
        // spotless:on end::route[]
    }
}
