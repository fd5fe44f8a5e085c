package io.cascadeflow.confidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same calculation gets the same confidence, whatever the language and its digits. */
class LanguageNeutralityTest {

    private static final Gate GATE = ProfileGate.first();

    static final List<String> ENGLISH = List.of(
            "A box holds 12 pencils. How many pencils are in 3 boxes, if 4 of them are lost?",
            "Three boxes hold 12 * 3 = 36 pencils. After losing 4 pencils, 36 - 4 = 32 pencils are left. The answer is 32.");

    private static final Map<String, List<String>> PENCILS = Map.ofEntries(
            Map.entry("en", ENGLISH),
            Map.entry(
                    "de",
                    List.of(
                            "Eine Schachtel enthält 12 Stifte. Wie viele Stifte sind in 3 Schachteln, wenn 4 davon verloren"
                                    + " gehen?",
                            "Drei Schachteln enthalten 12 · 3 = 36 Stifte. Nach dem Verlust von 4 Stiften bleiben 36 − 4 = 32"
                                    + " Stifte. Die Antwort ist 32.")),
            Map.entry(
                    "fr",
                    List.of(
                            "Une boîte contient 12 crayons. Combien de crayons y a-t-il dans 3 boîtes, si 4 sont perdus ?",
                            "Trois boîtes contiennent 12 × 3 = 36 crayons. Après la perte de 4 crayons, il reste 36 − 4 = 32"
                                    + " crayons. La réponse est 32.")),
            Map.entry(
                    "es",
                    List.of(
                            "Una caja contiene 12 lápices. ¿Cuántos lápices hay en 3 cajas si se pierden 4?",
                            "Tres cajas contienen 12 × 3 = 36 lápices. Tras perder 4 lápices, quedan 36 - 4 = 32 lápices. La"
                                    + " respuesta es 32.")),
            Map.entry(
                    "ru",
                    List.of(
                            "В коробке 12 карандашей. Сколько карандашей в 3 коробках, если 4 из них потеряны?",
                            "В трёх коробках 12 × 3 = 36 карандашей. После потери 4 карандашей остаётся 36 − 4 = 32 карандаша."
                                    + " Ответ: 32.")),
            Map.entry(
                    "el",
                    List.of(
                            "Ένα κουτί έχει 12 μολύβια. Πόσα μολύβια έχουν 3 κουτιά, αν χαθούν 4 από αυτά;",
                            "Τρία κουτιά έχουν 12 × 3 = 36 μολύβια. Αφού χαθούν 4 μολύβια, μένουν 36 − 4 = 32 μολύβια. Η"
                                    + " απάντηση είναι 32.")),
            Map.entry(
                    "ar",
                    List.of(
                            "يحتوي الصندوق على ١٢ قلما. كم قلما في ٣ صناديق إذا فقدت ٤ منها؟",
                            "تحتوي ثلاثة صناديق على ١٢ × ٣ = ٣٦ قلما. بعد فقدان ٤ أقلام يبقى ٣٦ − ٤ = ٣٢ قلما. الجواب هو"
                                    + " ٣٢.")),
            Map.entry(
                    "he",
                    List.of(
                            "בקופסה יש 12 עפרונות. כמה עפרונות יש ב-3 קופסאות אם 4 מהם אבדו?",
                            "בשלוש קופסאות יש 12 × 3 = 36 עפרונות. אחרי שאבדו 4 עפרונות נשארו 36 − 4 = 32 עפרונות. התשובה היא"
                                    + " 32.")),
            Map.entry(
                    "hi",
                    List.of(
                            "एक डिब्बे में १२ पेंसिलें हैं। यदि ४ पेंसिलें खो जाएँ तो ३ डिब्बों में कितनी पेंसिलें बचेंगी?",
                            "तीन डिब्बों में १२ × ३ = ३६ पेंसिलें हैं। ४ पेंसिलें खोने के बाद ३६ − ४ = ३२ पेंसिलें बचती हैं।"
                                    + " उत्तर ३२ है।")),
            Map.entry(
                    "zh", List.of("一个盒子里有12支铅笔。如果丢了4支，3个盒子里还剩多少支铅笔？", "三个盒子里有12×3=36支铅笔。丢了4支铅笔后，还剩36-4=32支铅笔。答案是32。")),
            Map.entry(
                    "ja",
                    List.of(
                            "一箱に鉛筆が１２本入っています。３箱のうち４本をなくすと、鉛筆は何本残りますか。",
                            "三箱には１２×３＝３６本の鉛筆が入っています。４本の鉛筆をなくすと、３６－４＝３２本の鉛筆が残ります。答えは３２です。")),
            Map.entry(
                    "ko",
                    List.of(
                            "상자 하나에 연필이 12자루 들어 있습니다. 상자 3개에서 4자루를 잃어버리면 연필은 몇 자루 남습니까?",
                            "상자 3개에는 12 × 3 = 36자루의 연필이 있습니다. 연필 4자루를 잃어버리면 36 - 4 = 32자루의 연필이 남습니다. 답은 32입니다.")),
            Map.entry(
                    "th",
                    List.of(
                            "กล่องหนึ่งมีดินสอ ๑๒ แท่ง ถ้าดินสอหายไป ๔ แท่ง กล่อง ๓ ใบจะเหลือดินสอกี่แท่ง",
                            "กล่องสามใบมีดินสอ ๑๒ × ๓ = ๓๖ แท่ง หลังจากดินสอหายไป ๔ แท่ง จะเหลือ ๓๖ − ๔ = ๓๒ แท่ง คำตอบคือ ๓๒")));

    static Stream<Arguments> languages() {
        return PENCILS.entrySet().stream()
                .map(entry -> arguments(
                        entry.getKey(),
                        entry.getValue().get(0),
                        entry.getValue().get(1)));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void theSameSoundAnswerGetsTheSameConfidence(String language, String question, String answer) {
        assertThat(confidence(question, answer)).as(language).isCloseTo(english(ENGLISH.get(1)), within(0.05));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void theSameMistakeGetsTheSameLowerConfidence(String language, String question, String answer) {
        String wrong = withMistake(answer);
        assertThat(wrong).isNotEqualTo(answer);

        assertThat(confidence(question, wrong))
                .as(language)
                .isCloseTo(english(withMistake(ENGLISH.get(1))), within(0.05))
                .isLessThan(0.5);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void thirteenLanguagesHaveNoDefects(String language, String question, String answer) {
        assertThat(GATE.assess(Draft.of(question, answer)).defects())
                .as(language)
                .isEmpty();
    }

    @Test
    void thereAreThirteen() {
        assertThat(PENCILS).hasSize(13);
    }

    private static double english(String answer) {
        return confidence(ENGLISH.get(0), answer);
    }

    /** 36 becomes 35 in every script's digits. */
    private static String withMistake(String answer) {
        return answer.replace("36", "35")
                .replace("٣٦", "٣٥")
                .replace("३६", "३५")
                .replace("๓๖", "๓๕")
                .replace("３６", "３５");
    }

    private static double confidence(String question, String answer) {
        return Optional.ofNullable(GATE.assess(Draft.of(question, answer)).confidence())
                .orElseThrow();
    }
}
