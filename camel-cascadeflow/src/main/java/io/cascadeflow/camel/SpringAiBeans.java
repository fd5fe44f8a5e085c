package io.cascadeflow.camel;

import io.cascadeflow.provider.ModelBean;
import io.cascadeflow.provider.springai.SpringAiModel;
import org.springframework.ai.chat.model.ChatModel;

/** Chat models of Spring AI in the registry. Loaded only when an endpoint asks for one. */
final class SpringAiBeans {

    private SpringAiBeans() {}

    static ModelBean find(ModelBeans beans, CascadeFlowConfiguration options) {
        String name = options.getChatModel();
        ChatModel model = name != null
                ? beans.named("chatModel", name, ChatModel.class)
                : beans.only("chatModel", ChatModel.class);
        if (model == null) {
            throw new IllegalArgumentException(
                    "provider spring-ai has no model to ask: bind a bean of type %s, and name it by the option chatModel if there are several"
                            .formatted(ChatModel.class.getName()));
        }
        return new SpringAiModel(model);
    }
}
