package org.courtbridge.signalling.ivr;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.AudioDecoder;
import org.courtbridge.codecs.audio.OggOpus;
import org.courtbridge.codecs.audio.Pcm;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.leg.Announcement;

/**
 * The sound of the prompts, each decoded when it is needed first: all of them take an eighth of the processor time of a start, and 23 MB. From any
 * thread: a virtual thread waits for some milliseconds then, and its carrier does not.
 */
final class Prompts {

    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Prompts SHARED = new Prompts();

    /** For native code; gone while there is nothing to decode. */
    private final Executor decoding = decodingThread();

    /** Samples at 48 kHz. */
    private final Map<Prompt.Spoken, CompletableFuture<short[]>> sounds = new ConcurrentHashMap<>();

    private Prompts() {}

    /** One for all who speak. */
    static Prompts shared() {
        return SHARED;
    }

    /**
     * Decodes the first prompt that a caller hears, so that libopus is loaded before anybody calls.
     *
     * @throws java.util.concurrent.CompletionException if it does not load
     */
    void warmUp(Language language) {
        sound(Prompt.NUMBER.in(language));
    }

    private static Executor decodingThread() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1,
                1,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DefaultThreadFactory("prompts", true));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    private static byte[] read(Prompt.Spoken spoken) {
        String name = "%s_%s.opus"
                .formatted(
                        spoken.prompt().name().toLowerCase(Locale.ROOT),
                        spoken.language().tag());
        try (InputStream in = Prompts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("not in the class path: " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static short[] decode(List<byte[]> packets) {
        short[] sound = new short[packets.size() * Pcm.BLOCK];
        float[] block = new float[AudioDecoder.MAX_MS * Pcm.RATE / 1_000];
        try (AudioDecoder decoder = AudioDecoder.of(AudioCodec.OPUS)) {
            for (int i = 0; i < packets.size(); i++) {
                byte[] packet = packets.get(i);
                int count = decoder.decode(packet, 0, packet.length, block);
                if (count != Pcm.BLOCK) {
                    throw new IllegalStateException("samples of a packet: %d (expected: 20 ms)".formatted(count));
                }
                for (int n = 0; n < count; n++) {
                    sound[i * Pcm.BLOCK + n] = (short) Math.round(Math.clamp(block[n], -1f, 1f) * Short.MAX_VALUE);
                }
            }
        }
        return sound;
    }

    Duration length(Prompt.Spoken spoken) {
        return Duration.ofMillis(1_000L * sound(spoken).length / Pcm.RATE);
    }

    /** One prompt after the other. */
    Announcement say(List<Prompt.Spoken> prompts) {
        return say(Duration.ZERO, prompts);
    }

    /** @param pause before the first, in whole 20 ms */
    Announcement say(Duration pause, List<Prompt.Spoken> prompts) {
        List<short[]> parts = Stream.concat(
                        Stream.of(new short[Math.toIntExact(pause.toMillis() * Pcm.RATE / 1_000)]),
                        prompts.stream().map(this::sound))
                .toList();
        return new Announcement() {
            private int part;
            private int at;

            @Override
            public boolean next(float[] block) {
                while (part < parts.size() && at == parts.get(part).length) {
                    part++;
                    at = 0;
                }
                if (part == parts.size()) {
                    return false;
                }
                short[] sound = parts.get(part);
                for (int i = 0; i < Pcm.BLOCK; i++) {
                    block[i] = sound[at + i] / (float) Short.MAX_VALUE;
                }
                at += Pcm.BLOCK;
                return true;
            }
        };
    }

    private short[] sound(Prompt.Spoken spoken) {
        return sounds.computeIfAbsent(
                        spoken,
                        missing ->
                                CompletableFuture.supplyAsync(() -> decode(OggOpus.packets(read(missing))), decoding))
                .join();
    }
}
