package io.cascadeflow.guard.find;

/** The last letter of an Italian tax number, by the decree of 23 December 1976. */
final class CodiceFiscale {

    /** What characters at odd places count, digits and letters alike: 0 as A, 9 as J. */
    private static final int[] ODD = {
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
    };

    private static final String MONTHS = "ABCDEHLMPRST";

    private CodiceFiscale() {}

    /** Of 16 upper-case letters and digits. */
    static boolean isRight(String id) {
        int sum = 0;
        for (int i = 0; i < 15; i++) {
            char c = id.charAt(i);
            int value = c <= '9' ? c - '0' : c - 'A';
            sum += i % 2 == 0 ? ODD[value] : value;
        }
        return MONTHS.indexOf(id.charAt(8)) >= 0 && id.charAt(15) == 'A' + sum % 26;
    }
}
