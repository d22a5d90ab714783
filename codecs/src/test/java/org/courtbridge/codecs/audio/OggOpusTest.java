package org.courtbridge.codecs.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OggOpusTest {

    private static final byte[] HEAD = "OpusHead\1\1".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] TAGS = "OpusTags".getBytes(StandardCharsets.ISO_8859_1);

    /** Lays packets into pages of at most so many segments. */
    private static byte[] file(int segmentsOfAPage, List<byte[]> packets) {
        List<byte[]> segments = new ArrayList<>();
        for (byte[] packet : packets) {
            int at = 0;
            for (; at + 255 <= packet.length; at += 255) {
                segments.add(Arrays.copyOfRange(packet, at, at + 255));
            }
            segments.add(Arrays.copyOfRange(packet, at, packet.length));
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int i = 0; i < segments.size(); i += segmentsOfAPage) {
            List<byte[]> page = segments.subList(i, Math.min(segments.size(), i + segmentsOfAPage));
            file.writeBytes("OggS".getBytes(StandardCharsets.ISO_8859_1));
            file.writeBytes(new byte[22]);
            file.write(page.size());
            page.forEach(segment -> file.write(segment.length));
            page.forEach(file::writeBytes);
        }
        return file.toByteArray();
    }

    private static byte[] sound(int length) {
        byte[] packet = new byte[length];
        new Random(length).nextBytes(packet);
        return packet;
    }

    @Test
    void readsPacketsHoweverTheyLieInPages() {
        List<byte[]> sounds = List.of(sound(40), sound(254), sound(255), sound(256), sound(510), sound(3));
        List<byte[]> all = new ArrayList<>(List.of(HEAD, TAGS));
        all.addAll(sounds);
        for (int segments = 1; segments < 20; segments++) {
            assertThat(OggOpus.packets(file(segments, all))).containsExactlyElementsOf(sounds);
        }
    }

    @Test
    void refusesEveryTruncation() {
        byte[] whole = file(255, List.of(HEAD, TAGS, sound(300), sound(20)));
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> OggOpus.packets(cut)).isInstanceOf(AudioCodecException.class);
        }
    }

    @Test
    void refusesOtherStreams() {
        byte[] vorbis = file(3, List.of(sound(30), sound(30), sound(30)));
        assertThatThrownBy(() -> OggOpus.packets(vorbis)).hasMessageContaining("no headers");
        assertThatThrownBy(() -> OggOpus.packets("RIFF, not Ogg, and long enough".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("no page at 0");
    }

    @Test
    void damageIsRefusedOrReadButNeverWorse() {
        byte[] whole = file(4, List.of(HEAD, TAGS, sound(300), sound(20)));
        Random random = new Random(4711);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            try {
                assertThat(OggOpus.packets(damaged)).isNotNull();
            } catch (AudioCodecException expected) {
                assertThat(expected).hasMessageStartingWith("Ogg Opus: ");
            }
        }
    }
}
