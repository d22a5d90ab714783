package org.courtbridge.signalling.sdp;

import java.util.ArrayList;
import java.util.List;

/** The outer shape of a description: lines of {@code letter=value}, within bounds that no honest peer reaches. */
final class SdpLines {

    private static final int MAX_CHARACTERS = 64 * 1024;
    private static final int MAX_LINES = 2_000;
    private static final int MAX_LINE = 4_096;

    private SdpLines() {}

    /** Takes CRLF, LF or CR as the end of a line, no end after the last one, and zero octets behind that. */
    static List<String> split(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new SdpException("size: %d (expected: <= %d)".formatted(text.length(), MAX_CHARACTERS));
        }
        List<String> lines = new ArrayList<>();
        for (String line : withoutZeros(text).split("\r\n|\n|\r")) {
            if (line.isBlank()) {
                continue;
            }
            if (line.length() > MAX_LINE) {
                throw new SdpException("line of %d characters (expected: <= %d)".formatted(line.length(), MAX_LINE));
            }
            if (line.length() < 2 || line.charAt(1) != '=') {
                throw new SdpException("line %d is not letter=value".formatted(lines.size() + 1));
            }
            lines.add(line);
            if (lines.size() > MAX_LINES) {
                throw new SdpException("more than %d lines".formatted(MAX_LINES));
            }
        }
        return lines;
    }

    /** Some devices count the zero at the end of their text as a part of it. */
    private static String withoutZeros(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == 0) {
            end--;
        }
        return text.substring(0, end);
    }

    static void write(StringBuilder out, String line) {
        out.append(line).append("\r\n");
    }
}
