package org.courtbridge.devices;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Cuts what comes on a connection into lines, whichever way they end: {@code CR}, {@code LF} or both, as makes differ. Lines
 * with nothing in them are left out, and so are blanks around one.
 */
public final class LineFraming {

    private static final int LONGEST_LINE = 1 << 16;

    private final Set<String> prompts;
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();

    /** @param prompts what is a line though none ends after it, as somebody is waited for there: {@code Password:} */
    public LineFraming(Set<String> prompts) {
        this.prompts = Set.copyOf(prompts);
    }

    /**
     * The lines that end in these bytes.
     *
     * @throws DeviceException {@link DeviceFault#MALFORMED_ANSWER} for a line of more than 64 KiB
     */
    public List<String> feed(ByteBuf bytes) {
        List<String> lines = new ArrayList<>();
        while (bytes.isReadable()) {
            byte next = bytes.readByte();
            if (next == '\r' || next == '\n') {
                end(lines);
            } else if (open.size() == LONGEST_LINE) {
                throw new DeviceException(
                        DeviceFault.MALFORMED_ANSWER, "a line of more than %d bytes".formatted(LONGEST_LINE));
            } else {
                open.write(next);
            }
        }
        if (!prompts.isEmpty() && prompts.contains(line())) {
            end(lines);
        }
        return lines;
    }

    private void end(List<String> lines) {
        String line = line();
        open.reset();
        if (!line.isEmpty()) {
            lines.add(line);
        }
    }

    private String line() {
        return open.toString(StandardCharsets.UTF_8).strip();
    }
}
