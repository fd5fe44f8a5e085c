package io.cascadeflow.agent.memory.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.agent.memory.ConversationKey;
import io.cascadeflow.agent.memory.ConversationMemory;
import io.cascadeflow.agent.memory.ConversationMemoryContract;
import io.cascadeflow.agent.memory.Turn;
import io.cascadeflow.budget.jdbc.Databases;
import io.cascadeflow.model.ChatMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresConversationsTest extends ConversationMemoryContract {

    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

    private @Nullable JdbcConnectionPool database;

    private static Clock at(Instant time) {
        return Clock.fixed(time, ZoneOffset.UTC);
    }

    private JdbcConnectionPool opened() {
        JdbcConnectionPool opened = Databases.postgres(Databases.newPostgresSchema());
        database = opened;
        return opened;
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.dispose();
        }
    }

    @Override
    protected ConversationMemory memory() {
        return new JdbcConversations(opened(), at(NOW));
    }

    @Override
    protected ConversationMemory sameOn(ConversationMemory memory) {
        return new JdbcConversations(Objects.requireNonNull(database), at(NOW));
    }

    @Test
    void whatIsOldIsForgotten() {
        JdbcConnectionPool same = opened();
        ConversationKey key = new ConversationKey("", "chat");
        Turn turn = new Turn("t1", List.of(ChatMessage.user("?")));
        new JdbcConversations(same, at(NOW.minus(Duration.ofDays(2)))).add(key, turn);
        JdbcConversations now = new JdbcConversations(same, at(NOW));
        now.add(key, new Turn("t2", turn.messages()));
        assertThat(now.forgetBefore(NOW.minus(Duration.ofDays(1)))).isEqualTo(1);
        assertThat(now.read(key, 9)).extracting(Turn::id).containsExactly("t2");
    }
}
