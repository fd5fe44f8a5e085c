package io.cascadeflow.guard.find;

import java.util.function.Predicate;

/**
 * What must hold for the characters of a national id, as the data file names it. Each takes the upper-case letters and digits
 * without what separates them, in the number that the forms of the id have.
 */
enum IdCheck {
    LUHN(Checksum::luhn),
    VERHOEFF(id -> id.charAt(0) >= '2' && Checksum.verhoeff(id)),
    US_SSN(IdCheck::ssn),
    GB_NINO(IdCheck::nino),
    CA_SIN(id -> id.charAt(0) != '0' && id.charAt(0) != '8' && Checksum.luhn(id)),
    AU_TFN(id -> Checksum.weighted(id, 1, 4, 3, 7, 5, 8, 6, 9, 10) % 11 == 0),
    DE_IDNR(id -> id.charAt(0) != '0' && repeats(id) && Checksum.mod11And10(id)),
    FR_NIR(IdCheck::nir),
    ES_DNI(IdCheck::dni),
    IT_CODICE_FISCALE(id -> CodiceFiscale.isRight(id)),
    NL_BSN(id -> Checksum.weighted(id, 9, 8, 7, 6, 5, 4, 3, 2, -1) % 11 == 0 && digits(id, 0, 9) > 0),
    BE_RRN(IdCheck::rijksregister),
    CH_AHV(id -> id.startsWith("756") && Checksum.weighted(id, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1) % 10 == 0),
    AT_SVNR(id ->
            Checksum.weighted(id, 3, 7, 9, -1, 5, 8, 4, 2, 1, 6) % 11 == 0 && isDay(id, 4) && digits(id, 6, 8) <= 15),
    PL_PESEL(id -> Checksum.weighted(id, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1) % 10 == 0
            && isDay(id, 4)
            && isMonth(digits(id, 2, 4) % 20)),
    PT_NIF(id -> ElevenRule.isRight(id, 9, 8, 7, 6, 5, 4, 3, 2) && "12356789".indexOf(id.charAt(0)) >= 0),
    SE_PERSONNUMMER(IdCheck::personnummer),
    NO_FODSELSNUMMER(IdCheck::fodselsnummer),
    DK_CPR(id -> isDay(id, 0) && isMonth(digits(id, 2, 4))),
    FI_HETU(id -> isDay(id, 0)
            && isMonth(digits(id, 2, 4))
            && "0123456789ABCDEFHJKLMNPRSTUVWXY".charAt(digits(id, 0, 9) % 31) == id.charAt(9)),
    CZ_RODNE_CISLO(id -> digits(id, 0, 10, 11) == 0 && isDay(id, 4) && isMonth(digits(id, 2, 4) % 50 % 20)),
    TR_TCKN(IdCheck::tckn),
    BR_CPF(id -> ElevenRule.isRight(id.substring(0, 10), 10, 9, 8, 7, 6, 5, 4, 3, 2)
            && ElevenRule.isRight(id, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2)
            && id.chars().distinct().count() > 1),
    CN_RESIDENT(IdCheck::resident),
    JP_MY_NUMBER(id -> ElevenRule.isRight(id, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2));

    private final Predicate<String> check;

    IdCheck(Predicate<String> check) {
        this.check = check;
    }

    boolean holds(String compact) {
        return check.test(compact);
    }

    private static int digits(String id, int from, int to) {
        return digits(id, from, to, Integer.MAX_VALUE);
    }

    private static int digits(String id, int from, int to, int modulus) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = (number * 10 + id.charAt(i) - '0') % modulus;
        }
        return (int) number;
    }

    private static boolean isMonth(int month) {
        return month >= 1 && month <= 12;
    }

    private static boolean isDay(String id, int at) {
        int day = digits(id, at, at + 2);
        return day >= 1 && day <= 31;
    }

    private static boolean ssn(String id) {
        int area = digits(id, 0, 3);
        return area > 0 && area != 666 && area < 900 && digits(id, 3, 5) > 0 && digits(id, 5, 9) > 0;
    }

    private static boolean nino(String id) {
        String prefix = id.substring(0, 2);
        return "DFIQUV".indexOf(prefix.charAt(0)) < 0
                && "DFIQUVO".indexOf(prefix.charAt(1)) < 0
                && !"BG GB NK KN TN NT ZZ".contains(prefix)
                && "ABCD".indexOf(id.charAt(8)) >= 0;
    }

    /** Of the first ten digits one is there twice or three times, and no other is. */
    private static boolean repeats(String id) {
        int[] counts = new int[10];
        for (int i = 0; i < 10; i++) {
            counts[id.charAt(i) - '0']++;
        }
        int repeated = 0;
        for (int count : counts) {
            repeated += count > 3 ? 2 : count > 1 ? 1 : 0;
        }
        return repeated == 1;
    }

    private static boolean nir(String id) {
        String number = id.startsWith("2A", 5)
                ? id.substring(0, 5) + "19" + id.substring(7)
                : id.startsWith("2B", 5) ? id.substring(0, 5) + "18" + id.substring(7) : id;
        return number.chars().allMatch(c -> c >= '0' && c <= '9')
                && number.charAt(0) >= '1'
                && number.charAt(0) <= '8'
                && 97 - digits(number, 0, 13, 97) == digits(number, 13, 15);
    }

    /** A foreigner's begins with a letter that stands for a digit. */
    private static boolean dni(String id) {
        int foreign = "XYZ".indexOf(id.charAt(0));
        String number = foreign >= 0 ? foreign + id.substring(1) : id;
        return number.chars().limit(8).allMatch(c -> c >= '0' && c <= '9')
                && "TRWAGMYFPDXBNJZSQVHLCKE".charAt(digits(number, 0, 8) % 23) == id.charAt(8);
    }

    /** Of those born since 2000 a 2 is put before the number. */
    private static boolean rijksregister(String id) {
        int check = digits(id, 9, 11);
        boolean right = 97 - digits(id, 0, 9, 97) == check || 97 - digits("2" + id, 0, 10, 97) == check;
        return right && digits(id, 2, 4) % 20 <= 12 && digits(id, 4, 6) <= 31;
    }

    private static boolean personnummer(String id) {
        String ten = id.substring(id.length() - 10);
        int day = digits(ten, 4, 6) % 60;
        return Checksum.luhn(ten) && isMonth(digits(ten, 2, 4)) && day >= 1 && day <= 31;
    }

    private static boolean fodselsnummer(String id) {
        int day = digits(id, 0, 2) % 40;
        return Checksum.weighted(id, 3, 7, 6, 1, 8, 9, 4, 5, 2, 1) % 11 == 0
                && Checksum.weighted(id, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0
                && day >= 1
                && day <= 31
                && isMonth(digits(id, 2, 4) % 40);
    }

    private static boolean tckn(String id) {
        int odd = Checksum.weighted(id, 7, 0, 7, 0, 7, 0, 7, 0, 7);
        int even = Checksum.weighted(id, 0, 1, 0, 1, 0, 1, 0, 1, 0);
        int all = Checksum.weighted(id, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        return id.charAt(0) != '0'
                && Math.floorMod(odd - even, 10) == id.charAt(9) - '0'
                && all % 10 == id.charAt(10) - '0';
    }

    private static boolean resident(String id) {
        int rest = Checksum.weighted(id, 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2) % 11;
        int century = digits(id, 6, 8);
        return "10X98765432".charAt(rest) == id.charAt(17)
                && (century == 19 || century == 20)
                && isMonth(digits(id, 10, 12))
                && isDay(id, 12);
    }
}
