package org.courtbridge.console.wizard;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Makes a user name that a device can be given, from the name of its room in Kazakh, Russian or English. */
final class UsernameSuggestion {

    private static final int LONGEST = 32;

    /** Each letter that another alphabet has, and how it is said in Latin ones. */
    private static final String LETTERS =
            "аa әa бb вv гg ғg дd еe ёe жzh зz иi йi кk қq лl мm нn ңn оo өo пp рr сs тt уu ұu"
                    + " үu фf хh һh цts чch шsh щshch ъ ыy іi ь эe юyu яya";

    private static final Map<Character, String> LATIN = new HashMap<>();

    static {
        for (String letter : LETTERS.split(" ")) {
            LATIN.put(letter.charAt(0), letter.substring(1));
        }
    }

    private UsernameSuggestion() {}

    /** Empty if there is nothing in the name to make one of. @param taken whether a device has it */
    static String of(String name, Predicate<String> taken) {
        StringBuilder latin = new StringBuilder();
        for (char letter : name.toLowerCase(Locale.ROOT).toCharArray()) {
            boolean plain = letter >= 'a' && letter <= 'z' || letter >= '0' && letter <= '9';
            latin.append(plain ? String.valueOf(letter) : LATIN.getOrDefault(letter, "-"));
        }
        String whole = latin.toString().replaceAll("-+", "-");
        String cut = whole.substring(Math.max(0, whole.length() - LONGEST));
        String suggestion = cut.replaceAll("^-|-$", "");
        String free = suggestion;
        for (int i = 2; !free.isEmpty() && taken.test(free); i++) {
            free = suggestion + "-" + i;
        }
        return free;
    }
}
