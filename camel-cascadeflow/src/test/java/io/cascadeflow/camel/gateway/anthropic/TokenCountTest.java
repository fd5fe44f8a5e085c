package io.cascadeflow.camel.gateway.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.FieldException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCountTest {

    private static final String QUESTION = "'model':'m','messages':[{'role':'user','content':'12345678'}]";

    private static long count(String fields) {
        ObjectNode answer = TokenCount.of(Requests.json("{" + fields + "}"));
        assertThat(answer.fieldNames()).toIterable().containsExactly("input_tokens");
        return answer.path("input_tokens").longValue();
    }

    @Test
    void fourBytesAreAToken() {
        assertThat(count(QUESTION)).isEqualTo(2);
    }

    @Test
    void instructionsToolsAndImagesCount() {
        assertThat(count(QUESTION + ",'system':'12345678'")).isEqualTo(4);
        assertThat(count(QUESTION + ",'tools':[{'name':'name','description':'1234','input_schema':{'a':12}}]"))
                .isEqualTo(6);
        assertThat(count("'model':'m','messages':[{'role':'user','content':["
                        + "{'type':'image','source':{'type':'url','url':'u'}},{'type':'text','text':'1234'}]}]"))
                .isEqualTo(1601);
    }

    @Test
    void marksCountNothing() {
        assertThat(count(QUESTION
                        + ",'system':[{'type':'text','text':'12345678','cache_control':{'type':'ephemeral'}}],"
                        + "'thinking':{'type':'enabled','budget_tokens':2000},'cache_control':{'type':'ephemeral'}"))
                .isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'max_tokens':7", "'stream':true", "'temperature':1", "'metadata':{'user_id':'u'}"})
    void whatOnlyAnAnswerNeedsIsRefused(String field) {
        assertThatExceptionOfType(FieldException.class)
                .isThrownBy(() -> count(QUESTION + "," + field))
                .satisfies(refused -> assertThat(refused.field()).isEqualTo(field.split("'")[1]));
    }

    @Test
    void theModelIsNeeded() {
        assertThatExceptionOfType(FieldException.class)
                .isThrownBy(() -> count("'messages':[{'role':'user','content':'x'}]"))
                .satisfies(refused -> assertThat(refused.field()).isEqualTo("model"));
    }
}
