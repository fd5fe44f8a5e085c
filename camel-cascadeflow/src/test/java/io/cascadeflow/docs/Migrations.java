package io.cascadeflow.docs;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.AiServices;
import io.cascadeflow.camel.langchain4j.CascadeChatModel;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;

/** Code of docs/migrating.md: before where the libraries are on the class path, and after. */
final class Migrations {

    private Migrations() {}

    interface Assistant {
        String answer(String question);
    }

    // spotless:off
    static Assistant langChainBefore(String url, String key) {
        ChatModel model = OpenAiChatModel.builder()
                .baseUrl(url)
                .apiKey(key)
                .modelName("gpt-4o")
                .build();
        Assistant assistant = AiServices.create(Assistant.class, model);
        return assistant;
    }

    static Assistant langChainAfter(CamelContext camelContext) {
        ChatModel model = new CascadeChatModel(camelContext, "cascadeflow:cascade:support");
        Assistant assistant = AiServices.create(Assistant.class, model);
        return assistant;
    }

    static final class OpenAiBefore extends RouteBuilder {
        @Override
        public void configure() {
            from("direct:ask")
                .to("openai:chat-completion?model=gpt-4o&temperature=0.2&maxTokens=500")
                .log("${body}");
        }
    }

    static final class OpenAiAfter extends RouteBuilder {
        @Override
        public void configure() {
            from("direct:ask")
                .to("cascadeflow:openai:gpt-4o?temperature=0.2&maxTokens=500")
                .log("${body}");

            cascade(from("direct:ask-cheaper"))
                .tier("small").acceptAbove(0.75).to("cascadeflow:openai:gpt-4o-mini?temperature=0.2&maxTokens=500")
                .tier("large").to("cascadeflow:openai:gpt-4o?temperature=0.2&maxTokens=500")
              .end()
              .log("${body}, for ${header.CamelCascadeFlowTotalCost} USD");
        }
    }

    static final class LangChainRouteBefore extends RouteBuilder {
        @Override
        public void configure() {
            from("direct:ask")
                .to("langchain4j-chat:support?chatModel=#large");
        }
    }

    static final class LangChainRouteAfter extends RouteBuilder {
        @Override
        public void configure() {
            cascade(from("direct:ask"))
                .tier("small").acceptAbove(0.75).to("cascadeflow:openai:gpt-4o-mini")
                .tier("large").to("cascadeflow:langchain4j:openai:gpt-4o?chatModel=#large")
              .end();
        }
    }
    // spotless:on
}
