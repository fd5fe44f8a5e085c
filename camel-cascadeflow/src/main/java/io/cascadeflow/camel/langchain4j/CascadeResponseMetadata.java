package io.cascadeflow.camel.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import io.cascadeflow.camel.bridge.CascadeAccount;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the library tells of an answer, and what it cost, how sure it is and which tier gave it. */
public final class CascadeResponseMetadata extends ChatResponseMetadata {

    private final CascadeAccount account;

    CascadeResponseMetadata(ChatResponseMetadata.Builder<?> builder, CascadeAccount account) {
        super(builder);
        this.account = account;
    }

    public CascadeAccount account() {
        return account;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other) && other instanceof CascadeResponseMetadata same && account.equals(same.account);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), account);
    }
}
