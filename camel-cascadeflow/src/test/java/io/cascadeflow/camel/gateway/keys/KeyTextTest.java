package io.cascadeflow.camel.gateway.keys;

import static io.cascadeflow.camel.gateway.keys.KeyFixture.issue;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTest {

    private static final String SECRET = "0123456789012345678901234567890123456789abc";

    @Test
    void aNewKeyReadsAsItself() {
        KeyText key = KeyText.make(new SecureRandom());

        assertThat(KeyText.parse(key.whole())).contains(key);
        assertThat(key.whole()).matches("cf_[0-9A-Za-z]{12}_[0-9A-Za-z]{43}").startsWith("cf_" + key.id() + "_");
    }

    @Test
    void noTwoAreTheSame() {
        Set<String> seen = new HashSet<>();
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < 1_000; i++) {
            KeyText key = KeyText.make(random);
            assertThat(seen.add(key.id())).isTrue();
            assertThat(seen.add(key.whole().substring(16))).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cf_",
                "cf_abcdefgh",
                "cf_abcdefgh_",
                "cf_abcdefg_" + SECRET,
                "cf_abcdefgh_" + SECRET + "d",
                "cf_abcdefgh__" + SECRET,
                "CF_abcdefgh_" + SECRET,
                "cf_abcdefgh_" + SECRET + "\n",
                "cf_abcdefg'_" + SECRET,
                "cf_äbcdefgh_" + SECRET,
                "sk-proj-abcdefgh"
            })
    void whatIsNoKeyIsNotTakenForOne(String text) {
        assertThat(KeyText.parse(text)).isEmpty();
    }

    @Test
    void theSecretIsNotShown() {
        IssuedKey key = issue();
        String secret = key.key().substring(16);
        String hash = key.stored().hash().text().substring(7);

        assertThat(key.toString() + key.stored() + KeyText.parse(key.key()).orElseThrow())
                .contains(key.stored().id())
                .doesNotContain(secret)
                .doesNotContain(hash);
        assertThat(new Shown(key.key(), key.key(), "10.0.0.1") + "" + new Credential.Token(key.key()))
                .doesNotContain(secret)
                .contains("10.0.0.1");
    }
}
