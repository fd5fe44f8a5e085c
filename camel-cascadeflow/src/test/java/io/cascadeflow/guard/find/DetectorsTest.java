package io.cascadeflow.guard.find;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectorsTest {

    private static final Detectors ALL = Detectors.of(Set.of(), List.of());
    private static final int LARGE = 10 << 20;

    private static List<String> found(String text) {
        return ALL.find(text).stream()
                .map(span -> span.kind() + " " + text.substring(span.start(), span.end()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // upstream's faults: a local part like a phone number, cards of 13, 16 and 19 digits
                "mail 4155552671@example.com, please| email 4155552671@example.com",
                "pay with 4222222222222.| card 4222222222222",
                "pay with 4111-1111-1111-1111.| card 4111-1111-1111-1111",
                "pay with 6304 0000 0000 0000 000.| card 6304 0000 0000 0000 000",
                "amex 3782 822463 10005| card 3782 822463 10005",
                "card 4111 1111 1111 1111 123 12/27| card 4111 1111 1111 1111",
                "from 192.168.1.1:8080 on| ip 192.168.1.1",
                "from [2001:db8::1]:443 on| ip 2001:db8::1",
                "at 2001:0db8:85a3:0000:0000:8a2e:0370:7334.| ip 2001:0db8:85a3:0000:0000:8a2e:0370:7334",
                "::1 is local| ip ::1",
                "1.2.3.4 answers| ip 1.2.3.4",
                "IBAN GB82 WEST 1234 5698 7654 32, thanks| iban GB82 WEST 1234 5698 7654 32",
                "ch9300762011623852957| iban ch9300762011623852957",
                "mailto:a.b+c@mail.example.co.uk?subject=x| email a.b+c@mail.example.co.uk",
                "<a@b.ch>| email a@b.ch",
                "邮箱是zhang@example.com请联系| email zhang@example.com",
                "jürgen@müller.de.| email jürgen@müller.de",
                "SIN 130 692 544| id 130 692 544",
                "My TFN: 123 456 782| id 123 456 782",
                "Aadhaar 2341 2341 2346| id 2341 2341 2346",
                "NIF 123456789| id 123456789",
                "SSN 123-45-6789!| id 123-45-6789",
                "call (415) 555-2671 now| phone (415) 555-2671",
                "(call +1 415 555 2671)| phone +1 415 555 2671",
                "0041 79 123 45 67| phone 0041 79 123 45 67",
            })
    void personalDataIsFoundAtItsPlace(String text, String found) {
        assertThat(found(text)).containsExactly(found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "order 4155552671 has not come",
                "order 1234567890",
                "ticket 415-555-2671",
                "version 1.2.3.4",
                "v1.2.3.4",
                "Version: 1.2.3.4",
                "§1.2.3.4",
                "1.2.3.4.5",
                "256.1.1.1",
                "01.2.3.4",
                "4222222222223",
                "4111111111111112",
                "6304000000000000001",
                "x4111111111111111",
                "0.4111111111111111",
                "GB82 WEST 1234 5698 7654 33",
                "XX82 WEST 1234 5698 7654 32",
                "AGB82WEST12345698765432",
                "S3 and C4",
                "std::vector",
                "add::face",
                "12:30:45",
                "00:1A:2B:3C:4D:5E",
                "left-pad@1.3.0",
                "@mention",
                "user@localhost",
                "a@b",
                "a@@b.ch.",
                "2026-11-28 06:00:00",
                "01.02.2023 12:30",
                "1 234 567.89",
                "978-3-16-148410-0",
                "SSN 666-45-6789",
                "SSN 123-00-6789",
                "123456789",
                "\ud83d",
                "\udc00@\ud83d",
            })
    void whatOnlyLooksSoIsNot(String text) {
        assertThat(found(text)).isEmpty();
    }

    @Test
    void placesThatOverlapAreOneOfTheLongerKind() {
        Detector word = detector("word", new Span(5, 12, "word"));
        Detector letter = detector("letter", new Span(0, 6, "letter"), new Span(14, 15, "letter"));
        String text = "0123456789abcdef";
        List<Span> expected = List.of(new Span(0, 12, "word"), new Span(14, 15, "letter"));

        assertThat(Detectors.of(Set.of("word", "letter"), List.of(word, letter)).find(text))
                .isEqualTo(expected);
        assertThat(Detectors.of(Set.of("word", "letter"), List.of(letter, word)).find(text))
                .isEqualTo(expected);
    }

    private static Detector detector(String kind, Span... spans) {
        return new Detector() {
            @Override
            public String kind() {
                return kind;
            }

            @Override
            public List<Span> find(String text) {
                return List.of(spans);
            }
        };
    }

    @Test
    void whatADetectorSaysOfPlacesOutsideIsAFailure() {
        Detectors wild = Detectors.of(Set.of("wild"), List.of(detector("wild", new Span(0, 9, "wild"))));
        assertThatThrownBy(() -> wild.find("short"))
                .isInstanceOf(DetectorException.class)
                .hasMessageContaining("'wild'")
                .hasMessageNotContaining("short");
        assertThatThrownBy(() -> Detectors.of(Set.of(), List.of(detector("Wild"))))
                .hasMessageContaining("lower-case letters");
        assertThatThrownBy(() -> Detectors.of(Set.of(), List.of(detector("x"), detector("x"))))
                .hasMessageContaining("two detectors");
    }

    /** Ten seconds for a mebibyte: a scanner that looks at a text again and again would take hours. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "1",
                "@",
                "a@",
                "a@b.",
                "1.",
                "1:",
                ":",
                "(",
                "+",
                "+41 ",
                "0",
                "(0",
                "4111 ",
                "4111",
                "079 123 45 67 ",
                "a.1.",
                "12-",
                "\ud800",
                "DE12",
                "ph 1",
                "face:",
                "-.",
                "1 2",
                "::",
                "tel ",
                "\\<",
                "DE89 3704 0044 0532 0130 0",
            })
    void aTextThatIsMadeToHurtTakesLinearTime(String piece) {
        String text = piece.repeat((1 << 18) / piece.length());
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> ALL.find(text));
    }

    @Test
    void tenMebibytesAreLookedAtWhole() {
        String filler = "The quick brown fox met S3 and C4 at 12:30, order 4155552671, version 1.2.3.4.\n";
        StringBuilder text = new StringBuilder(LARGE + 100).append("a@b.ch ");
        while (text.length() < LARGE) {
            text.append(filler);
        }
        text.append("c@d.ch");
        List<Span> found = new ArrayList<>();
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> found.addAll(ALL.find(text.toString())));
        assertThat(found).hasSize(2);
    }

    @Test
    void thereAreIdsOfTwentyCountriesAndMore() {
        List<NationalId> ids = NationalIds.shipped();
        assertThat(ids).extracting(NationalId::country).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(20);
        assertThat(ids).allSatisfy(id -> {
            assertThat(id.source()).startsWith("https://");
            assertThat(id.forms().isEmpty() && id.bare().isEmpty()).isFalse();
            assertThat(id.bare().isEmpty()
                            || !id.words().spaced().isEmpty()
                            || !id.words().unspaced().isEmpty())
                    .isTrue();
        });
    }

    @Test
    void thePageNamesTheirCountries() throws Exception {
        String page = Files.readString(
                Path.of("").toAbsolutePath().resolveSibling("docs").resolve("guards.md"));
        List<NationalId> ids = NationalIds.shipped();
        assertThat(page)
                .contains("ids of %d countries".formatted(ids.size()))
                .contains("The countries with ids are "
                        + ids.stream().map(NationalId::country).sorted().collect(Collectors.joining(", ")))
                .contains("its country (%d are known)"
                        .formatted(IbanLengths.shipped().lengths().size()));
    }
}
