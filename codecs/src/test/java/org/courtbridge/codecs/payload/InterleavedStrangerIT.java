package org.courtbridge.codecs.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** tshark, which has a dissector of the interleaved mode that we did not write, reads what our reader reads. */
class InterleavedStrangerIT {

    private static final int PORT = 5_004;
    private static final int IP_AND_UDP = 28;

    private static final byte FILLER = 12;

    /** LINKTYPE_RAW: packets begin with their IP header. */
    private static final int RAW = 101;

    @TempDir
    private Path folder;

    @Test
    void tsharkReadsTheSameNumbersAndTimes() throws Exception {
        List<RtpPacket> packets = InterleavedStream.h264(264, 3, filler()).packets();
        Files.write(folder.resolve("interleaved.pcap"), pcap(packets));
        assertThat(tshark("-Y", "_ws.malformed")).isEmpty();
        List<String> theirs = tshark(
                "-T",
                "fields",
                "-E",
                "separator=/s",
                "-e",
                "h264.don",
                "-e",
                "h264.don_delta",
                "-e",
                "h264.ts_offset16",
                "-e",
                "h264.ts_offset24");

        List<String> ours =
                packets.stream().map(InterleavedStrangerIT::described).toList();
        assertThat(theirs).isEqualTo(ours);
        assertThat(ours)
                .filteredOn(line -> line.contains("3000"))
                .as("several pictures in one")
                .hasSizeGreaterThan(20);
    }

    /** Units that nobody can find malformed: filler (ITU-T H.264, clause 7.3.2.7). */
    private static List<List<byte[]>> filler() {
        Random random = new Random(12);
        List<List<byte[]>> pictures = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            List<byte[]> units = new ArrayList<>();
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                byte[] unit = new byte[10 + random.nextInt(60)];
                Arrays.fill(unit, (byte) 0xFF);
                unit[0] = FILLER;
                unit[unit.length - 1] = (byte) 0x80;
                units.add(unit);
            }
            pictures.add(units);
        }
        return pictures;
    }

    private List<String> tshark(String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "tshark", "-n", "-r", "interleaved.pcap", "-d", "udp.port==" + PORT + ",rtp", "-d", "rtp.pt==96,h264"));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(folder.resolve("read").toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends").isTrue();
            assertThat(process.exitValue()).isZero();
            return Files.readAllLines(folder.resolve("read"));
        } finally {
            process.destroyForcibly();
        }
    }

    /** The number of the payload, and of each unit in it by how much its own, and its time, are later. */
    private static String described(RtpPacket packet) {
        byte[] bytes = packet.getBuffer();
        int at = packet.payloadAt();
        int type = bytes[at] & 0x1F;
        int number = ByteBuffer.wrap(bytes).getShort(at + 1) & 0xFFFF;
        List<String> deltas = new ArrayList<>();
        List<String> times = new ArrayList<>();
        assertThat(new InterleavedH264().read(bytes, at, packet.payloadLength(), new NumberedUnits.Visitor() {
                    @Override
                    public void unit(int unit, long later, byte[] from, int offset, int length) {
                        deltas.add(Integer.toString(unit - number & 0xFFFF));
                        // Of 24 bits it shows the upper 16 alone.
                        times.add(Long.toString(type == InterleavedH264.MTAP24 ? later >> 8 : later));
                    }

                    @Override
                    public void first(int unit, boolean end, byte[] header, byte[] from, int offset, int length) {
                        throw new AssertionError("none is so large");
                    }

                    @Override
                    public void further(boolean end, byte[] from, int offset, int length) {
                        throw new AssertionError("none is so large");
                    }
                }))
                .isTrue();
        boolean severalTimes = type == InterleavedH264.MTAP16 || type == InterleavedH264.MTAP24;
        String joined = String.join(",", times);
        return "%d %s %s %s"
                .formatted(
                        number,
                        severalTimes ? String.join(",", deltas) : "",
                        type == InterleavedH264.MTAP16 ? joined : "",
                        type == InterleavedH264.MTAP24 ? joined : "");
    }

    private static byte[] pcap(List<RtpPacket> packets) {
        ByteBuffer file = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0xA1B2C3D4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putInt(0)
                .putInt(0);
        file.putInt(65_535).putInt(RAW);
        for (RtpPacket packet : packets) {
            int length = IP_AND_UDP + packet.getLength();
            file.putInt(0).putInt(0).putInt(length).putInt(length);
            file.order(ByteOrder.BIG_ENDIAN);
            file.putInt(0x45 << 24 | length).putInt(0).putInt(0x40 << 24 | 17 << 16);
            file.putInt(0x0A4D0001).putInt(0x0A4D0009);
            file.putShort((short) PORT)
                    .putShort((short) PORT)
                    .putShort((short) (length - 20))
                    .putShort((short) 0);
            file.put(packet.getBuffer(), packet.getOffset(), packet.getLength());
            file.order(ByteOrder.LITTLE_ENDIAN);
        }
        byte[] written = new byte[file.position()];
        file.get(0, written);
        return written;
    }
}
