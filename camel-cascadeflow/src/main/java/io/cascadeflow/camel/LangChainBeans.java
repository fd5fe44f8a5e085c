package io.cascadeflow.camel;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import io.cascadeflow.provider.ModelBean;
import io.cascadeflow.provider.langchain4j.LangChainModel;

/** Chat models of LangChain4j in the registry. Loaded only when an endpoint asks for one. */
final class LangChainBeans {

    private LangChainBeans() {}

    /** A model that is named stands alone: the other kind of it must be named, too, for another bean may be another model. */
    static ModelBean find(ModelBeans beans, CascadeFlowConfiguration options) {
        String whole = options.getChatModel();
        String streaming = options.getStreamingChatModel();
        if (whole != null || streaming != null) {
            return new LangChainModel(
                    whole == null ? null : beans.named("chatModel", whole, ChatModel.class),
                    streaming == null ? null : beans.named("streamingChatModel", streaming, StreamingChatModel.class));
        }
        ChatModel chatModel = beans.only("chatModel", ChatModel.class);
        StreamingChatModel streamingModel = beans.only("streamingChatModel", StreamingChatModel.class);
        if (chatModel == null && streamingModel == null) {
            throw new IllegalArgumentException(
                    "provider langchain4j has no model to ask: bind a bean of type %s or %s, and name it by the option chatModel or streamingChatModel if there are several"
                            .formatted(ChatModel.class.getName(), StreamingChatModel.class.getName()));
        }
        return new LangChainModel(chatModel, streamingModel);
    }
}
