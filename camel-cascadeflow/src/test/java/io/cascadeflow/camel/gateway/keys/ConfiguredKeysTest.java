package io.cascadeflow.camel.gateway.keys;

import static io.cascadeflow.camel.gateway.keys.KeyFixture.NOON;
import static io.cascadeflow.camel.gateway.keys.KeyFixture.get;
import static io.cascadeflow.camel.gateway.keys.KeyFixture.issue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cascadeflow.camel.config.GatewayAccess;
import io.cascadeflow.camel.config.GatewayKeysConfiguration.ClientKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfiguredKeysTest extends KeyStoreContract {

    @Override
    protected KeyStore holding(StoredKey... keys) {
        return new ConfiguredKeys(List.of(keys));
    }

    @Test
    void areAsTheConfigurationSays() {
        IssuedKey key = issue();
        GatewayAccess access = new GatewayAccess("shop", "ann", List.of("0.05"), List.of("openai:*"), 60, 4);
        ClientKey configured = new ClientKey(
                key.stored().id(), key.stored().hash().text(), "acme", access, "laptop", NOON.plusSeconds(9), NOON);

        assertThat(ConfiguredKeys.from(List.of(configured)).all())
                .containsExactly(new StoredKey(
                        new Caller(
                                key.stored().id(),
                                "acme",
                                "shop",
                                "ann",
                                List.of("0.05"),
                                List.of("openai:*"),
                                new RateLimits(60, 4)),
                        KeyHash.of(key.key()),
                        "laptop",
                        null,
                        NOON.plusSeconds(9),
                        NOON));
    }

    @Test
    void aSecondKeyOfAnIdIsRefused() {
        StoredKey key = issue().stored();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> holding(key, key))
                .withMessageContaining(key.id())
                .withMessageContaining("make a new key");
    }

    @Test
    void comeBeforeThoseOfAnotherStore() {
        StoredKey here = issue().stored();
        StoredKey there = issue().stored();
        StoredKey thereToo = KeyFixture.revoked(here, NOON);
        KeyStore both = holding(here).orElse(holding(there, thereToo));

        assertThat(get(both.find(here.id()))).contains(here);
        assertThat(get(both.find(there.id()))).contains(there);
        assertThat(get(both.find("nobody1234"))).isEmpty();
        assertThat(get(KeyStore.EMPTY.orElse(both).find(here.id()))).contains(here);
    }
}
