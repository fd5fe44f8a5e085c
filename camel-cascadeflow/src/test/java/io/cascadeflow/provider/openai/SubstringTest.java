package io.cascadeflow.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class SubstringTest {

    @Property
    void findsWhatIsThereAndNothingElse(
            @ForAll @CharRange(from = 'a', to = 'b') @StringLength(max = 20) String text,
            @ForAll @CharRange(from = 'a', to = 'b') @StringLength(max = 6) String wanted) {
        assertThat(Substring.isIn(text, wanted)).isEqualTo(text.contains(wanted));
    }
}
