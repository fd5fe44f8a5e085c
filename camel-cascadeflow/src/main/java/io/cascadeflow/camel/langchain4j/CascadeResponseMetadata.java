package io.cascadeflow.camel.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import io.cascadeflow.camel.bridge.CascadeAccount;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the library tells of an answer, and what it cost, how sure it is and which tier gave it. */
public final class CascadeResponseMetadata extends ChatResponseMetadata {

    private final CascadeAccount account;

    private CascadeResponseMetadata(Builder builder) {
        super(builder);
        this.account = builder.account;
    }

    static Builder of(CascadeAccount account) {
        return new Builder(account);
    }

    public CascadeAccount account() {
        return account;
    }

    /** The library's services make their own of it, which then says the same. */
    @Override
    public ChatResponseMetadata.Builder<?> toBuilder() {
        return toBuilder(new Builder(account));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other) && other instanceof CascadeResponseMetadata same && account.equals(same.account);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), account);
    }

    static final class Builder extends ChatResponseMetadata.Builder<Builder> {

        private final CascadeAccount account;

        private Builder(CascadeAccount account) {
            this.account = account;
        }

        @Override
        public ChatResponseMetadata build() {
            return new CascadeResponseMetadata(this);
        }
    }
}
