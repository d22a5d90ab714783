package org.courtbridge.court.access;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The form in which a code word is hashed: the same for all spellings of one word that people do not tell apart, whatever keyboard they
 * type it on and whatever language their device is set to.
 *
 * <ul>
 *   <li>Compatibility forms and й or ё in one character or two are the same (NFKC, Unicode Standard Annex 15).
 *   <li>Case does not count, by no language's rules: i, ı, I and İ of the Latin alphabets of Kazakh and Turkish are one letter.
 *   <li>ё is е, as it is mostly written.
 *   <li>Spaces, hyphens, dashes and characters without a shape of their own do not count.
 *   <li>The Latin letters i and h between Cyrillic ones are the Kazakh і and һ, which look the same and which a Russian keyboard has not.
 * </ul>
 *
 * <p>Letters that a person can see to be others stay others: а is not ә, и is not і, к is not қ. If they were the same, one guess would stand for
 * several words, and words with another meaning would be taken; the page hints at the keyboard instead.
 */
public final class CodeWordForm {

    private static final Pattern UNCOUNTED = Pattern.compile("[\\s\\p{Z}\\p{Pd}\\p{Cf}\\u2212]+");
    private static final Pattern CYRILLIC = Pattern.compile("\\p{IsCyrillic}");

    /** İ in lower case: an i and a combining dot above. */
    private static final String DOTTED_I = "i\u0307";

    private CodeWordForm() {}

    /** @return the form of a word that is kept; empty if nothing in it counts */
    public static String of(String word) {
        String letters = UNCOUNTED
                .matcher(compatible(word)
                        .toUpperCase(Locale.ROOT)
                        .toLowerCase(Locale.ROOT)
                        .replace(DOTTED_I, "i"))
                .replaceAll("")
                .replace('ё', 'е');
        return CYRILLIC.matcher(letters).find() ? letters.replace('i', 'і').replace('h', 'һ') : letters;
    }

    /**
     * The forms of a word that somebody says, of which one has to be that of the kept word: words that were kept before this class was are in
     * a form of their own, which knows of compatibility, case and surrounding blanks alone.
     *
     * @return one or two, none if nothing in the word counts
     */
    public static List<String> compared(String said) {
        String before = compatible(said).strip().toLowerCase(Locale.ROOT);
        return Stream.of(of(said), before)
                .filter(form -> !form.isEmpty())
                .distinct()
                .toList();
    }

    private static String compatible(String word) {
        return Normalizer.normalize(word, Normalizer.Form.NFKC);
    }
}
