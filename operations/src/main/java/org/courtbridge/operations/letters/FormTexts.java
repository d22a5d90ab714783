package org.courtbridge.operations.letters;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.language.TextBundle;
import org.courtbridge.operations.letters.FilledForm.Line;
import org.courtbridge.operations.letters.FilledForm.Piece;

/**
 * The words of both forms in one language, from {@code letters_TAG.properties}. What is filled in stands there as a name in braces, and
 * sentences are made so that it need not be inflected.
 */
final class FormTexts {

    private static final Map<Language, FormTexts> ALL = TextBundle.load(FormTexts.class, "letters", FormTexts::new);

    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    /** Of a file's name; file systems take 255 bytes, of which a Cyrillic letter needs two. */
    private static final int MOST_FILE_NAME = 100;

    private final Properties words;
    private final DateTimeFormatter dates;

    private FormTexts(Language language, Properties words) {
        this.words = words;
        this.dates = DateTimeFormatter.ofPattern(say("date"), language.locale());
    }

    static FormTexts in(Language language) {
        FormTexts texts = ALL.get(language);
        if (texts == null) {
            throw new IllegalStateException("no words in " + language);
        }
        return texts;
    }

    String say(String key) {
        String text = words.getProperty(key);
        if (text == null) {
            throw new IllegalStateException("no text: " + key);
        }
        return text;
    }

    /** In the zone that it is in, which is named by its distance from UTC: the other side may be in another one. */
    String date(ZonedDateTime date) {
        return dates.format(date);
    }

    /** @param values what is filled in, by the names that stand in braces */
    Line line(String key, Map<String, String> values) {
        return new Line(pieces(say(key), values), List.of(), words.getProperty(key + ".hint", ""));
    }

    /** As {@link #line(String, Map)}; its place for participants is its last: one stands in the line, several in a list below it. */
    Line line(String key, Map<String, String> values, List<Participant> participants) {
        List<String> names = participants.stream().map(Participant::inOneLine).toList();
        boolean alone = names.size() == 1;
        Map<String, String> all = new HashMap<>(values);
        all.put("participants", names.getFirst());
        List<Piece> pieces = new ArrayList<>(pieces(say(key), all));
        if (!alone) {
            pieces.removeLast();
        }
        return new Line(List.copyOf(pieces), alone ? List.of() : names, words.getProperty(key + ".hint", ""));
    }

    /** @return with a name that every file system takes, in the letters of the language */
    String fileName(String key, String caseNumber) {
        String name = (say(key) + " " + caseNumber)
                .replaceAll("[^\\p{L}\\p{N} .№_-]+", "-")
                .strip();
        return name.substring(0, Math.min(name.length(), MOST_FILE_NAME)).strip() + ".pdf";
    }

    private static List<Piece> pieces(String pattern, Map<String, String> values) {
        List<Piece> pieces = new ArrayList<>();
        Matcher place = PLACE.matcher(pattern);
        int end = 0;
        while (place.find()) {
            if (place.start() > end) {
                pieces.add(new Piece(pattern.substring(end, place.start()), false));
            }
            String value = values.get(place.group(1));
            if (value == null) {
                throw new IllegalStateException("no value: " + place.group(1));
            }
            pieces.add(new Piece(value, true));
            end = place.end();
        }
        if (end < pattern.length()) {
            pieces.add(new Piece(pattern.substring(end), false));
        }
        return List.copyOf(pieces);
    }
}
