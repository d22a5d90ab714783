package org.courtbridge.benchmarks.verdicts;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.PictureSubject;

/** Writes clips with their labels into a folder. */
public final class ClipWriter {

    /** @param payload of UDP @param nanoseconds when it arrived */
    record Packet(byte[] payload, long nanoseconds) {}

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int WAV_HEADER = 44;
    private static final int PCAP_NANO = 0xA1B23C4D;
    private static final int LINK_RAW = 101;
    private static final int HEADERS = 28;
    private static final int PORT = 20_000;

    private final Path folder;
    private int written;

    public ClipWriter(Path folder) {
        this.folder = folder;
    }

    int written() {
        return written;
    }

    void sound(String name, Sound sound, Map<Check, Expectation> expected, Map<String, Object> more)
            throws IOException {
        int bytes = sound.pcm().length * 2;
        ByteBuffer wav = ByteBuffer.allocate(WAV_HEADER + bytes).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes()).putInt(36 + bytes).put("WAVEfmt ".getBytes());
        wav.putInt(16).putShort((short) 1).putShort((short) sound.channels());
        wav.putInt(sound.rate()).putInt(sound.rate() * sound.channels() * 2);
        wav.putShort((short) (sound.channels() * 2)).putShort((short) 16);
        wav.put("data".getBytes()).putInt(bytes);
        wav.asShortBuffer().put(sound.pcm());
        Files.write(folder.resolve(name + ".wav"), wav.array());
        label(name, expected, more);
    }

    void trace(String name, List<Packet> packets, Map<Check, Expectation> expected, Map<String, Object> more)
            throws IOException {
        int bytes = packets.stream()
                .mapToInt(packet -> 16 + HEADERS + packet.payload().length)
                .sum();
        ByteBuffer pcap = ByteBuffer.allocate(24 + bytes);
        pcap.putInt(PCAP_NANO)
                .putShort((short) 2)
                .putShort((short) 4)
                .putInt(0)
                .putInt(0)
                .putInt(65_535)
                .putInt(LINK_RAW);
        for (Packet packet : packets) {
            int length = HEADERS + packet.payload().length;
            pcap.putInt((int) (packet.nanoseconds() / 1_000_000_000))
                    .putInt((int) (packet.nanoseconds() % 1_000_000_000));
            pcap.putInt(length).putInt(length);
            pcap.put((byte) 0x45).put((byte) 0).putShort((short) length).putInt(0);
            pcap.put((byte) 64)
                    .put((byte) 17)
                    .putShort((short) 0)
                    .putInt(0xC0000201)
                    .putInt(0xC0000202);
            pcap.putShort((short) PORT)
                    .putShort((short) PORT)
                    .putShort((short) (length - 20))
                    .putShort((short) 0);
            pcap.put(packet.payload());
        }
        Files.write(folder.resolve(name + ".pcap"), pcap.array());
        label(name, expected, more);
    }

    /**
     * Only the label: the media are there.
     *
     * @param oneOf sets of checks of each of which at least one should fail
     * @param seconds for which was listened
     */
    public void picture(
            String name,
            Map<Check, Expectation> expected,
            List<Set<Check>> oneOf,
            double seconds,
            PictureSubject subject)
            throws IOException {
        label(name, expected, Map.of("oneOf", oneOf, "seconds", seconds, "subject", subject));
    }

    private void label(String name, Map<Check, Expectation> expected, Map<String, Object> more) throws IOException {
        Map<String, Object> label = new LinkedHashMap<>();
        label.put("about", "made by bench verdicts --generate");
        label.put("expect", expected);
        label.put("others", Expectation.NOT_FAIL);
        label.putAll(more);
        MAPPER.writerWithDefaultPrettyPrinter()
                .writeValue(folder.resolve(name + ".json").toFile(), label);
        written++;
    }
}
