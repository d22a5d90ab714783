package org.courtbridge.devices.cisco;

import java.util.function.Predicate;

/** Finds the line with which a JSON object is over that was printed on several. Lines before it are none of it. */
final class WholeJson implements Predicate<String> {

    private final StringBuilder object = new StringBuilder();
    private int depth;
    private boolean inText;

    @Override
    public boolean test(String line) {
        if (depth == 0 && !line.startsWith("{")) {
            return false;
        }
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (inText && c == '\\') {
                i++;
            } else if (c == '"') {
                inText = !inText;
            } else if (!inText) {
                depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            }
        }
        object.append(line).append('\n');
        return depth == 0;
    }

    String text() {
        return object.toString();
    }
}
