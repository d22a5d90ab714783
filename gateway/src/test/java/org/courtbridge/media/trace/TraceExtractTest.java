package org.courtbridge.media.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.courtbridge.media.leg.MediaTrace.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceExtractTest {

    private static final InetSocketAddress OURS = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5060);
    private static final InetSocketAddress THEIRS = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5070);

    @TempDir
    private Path folder;

    private void write(String... messages) throws Exception {
        try (CallTrace trace = CallTrace.start(folder, OURS.getAddress(), InstantSource.system())) {
            for (String message : messages) {
                String call = message.substring(0, message.indexOf(' '));
                trace.signalling(Way.FROM_PARTY, call, OURS, THEIRS, message);
            }
        }
    }

    private static Set<String> call(String name) {
        return Set.of(TraceExtract.signalling(name));
    }

    private static int occurrences(byte[] bytes, String text) {
        return (" " + new String(bytes, StandardCharsets.ISO_8859_1)).split(text, -1).length - 1;
    }

    @Test
    void hasThePacketsOfOneCallAndNoOther() throws Exception {
        write("one INVITE", "two SECRET", "one BYE", "one-more INVITE");
        byte[] extract = new TraceExtract(folder, 1 << 20).of(call("one"));
        Path file = folder.resolve("extract.pcapng.out");
        Files.write(file, extract);
        assertThat(Tshark.lines(file, "-T", "fields", "-e", "frame.comment"))
                .hasSize(2)
                .containsOnly("call one");
        assertThat(occurrences(extract, "SECRET")).isZero();
        assertThat(new TraceExtract(folder, 1 << 20).of(call("three"))).isEmpty();
    }

    @Test
    void goesOverSeveralFilesAndPassesOverWhatWasCutOff() throws Exception {
        write("one FIRST");
        write("one SECOND", "one THIRD");
        Path last = files().getLast();
        byte[] whole = Files.readAllBytes(last);
        int third = occurrences(whole, "THIRD");
        assertThat(third).isEqualTo(1);
        Files.write(last, Arrays.copyOf(whole, whole.length - 50));
        byte[] extract = new TraceExtract(folder, 1 << 20).of(call("one"));
        assertThat(occurrences(extract, "FIRST")).isEqualTo(1);
        assertThat(occurrences(extract, "SECOND")).isEqualTo(1);
    }

    @Test
    void keepsTheEndOfALongCall() throws Exception {
        write(Stream.iterate(0, i -> i < 200, i -> i + 1)
                .map("one MESSAGE-%03d."::formatted)
                .toArray(String[]::new));
        byte[] extract = new TraceExtract(folder, 4_000).of(call("one"));
        assertThat(extract.length).isLessThan(5_000);
        assertThat(occurrences(extract, "MESSAGE-199")).isEqualTo(1);
        assertThat(occurrences(extract, "MESSAGE-000")).isZero();
    }

    @Test
    void isEmptyWhereNothingWasEverWritten() throws Exception {
        assertThat(new TraceExtract(folder.resolve("none"), 1 << 20).of(call("one")))
                .isEmpty();
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }
}
