package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * A room without a picture whose stack is Twinkle's own, with RTP by ccRTP: twinkle-console, led by its standard input.
 *
 * <p>It knows no sound files: its microphone and its loudspeaker are files behind ALSA, at the pace of a null sink of PulseAudio.
 */
final class TwinklePeer implements AutoCloseable {

    /** Of G.711, and so of what it hears. */
    static final int SAMPLE_RATE = 8_000;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LONGEST_CALL_SECONDS = 120;

    private final SoundServer sound;
    private final Process process;
    private final Writer commands;
    private final Path log;
    private final Path heard;

    private TwinklePeer(SoundServer sound, Process process, Path log, Path heard) {
        this.sound = sound;
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.log = log;
        this.heard = heard;
    }

    /**
     * Starts it registered; it answers calls by itself.
     *
     * @param settings more lines of its profile, such as {@code dtmf_transport=info}
     */
    static TwinklePeer start(Path parent, int party, String password, String... settings) throws IOException {
        Path folder = Files.createDirectories(parent.resolve("twinkle" + party));
        SoundServer sound = SoundServer.start(folder);
        Path heard = folder.resolve("heard.raw");
        Files.writeString(folder.resolve(".asoundrc"), """
                pcm.pace {
                    type pulse
                }
                pcm.microphone {
                    type file
                    slave.pcm pace
                    file /dev/null
                    infile %s
                    format raw
                }
                pcm.speaker {
                    type file
                    slave.pcm pace
                    file %s
                    format raw
                }
                """.formatted(tone(folder, party), heard));
        Path settingsFolder = Files.createDirectories(folder.resolve(".twinkle"));
        Files.writeString(settingsFolder.resolve("twinkle.sys"), """
                dev_ringtone=alsa:speaker
                dev_speaker=alsa:speaker
                dev_mic=alsa:microphone
                validate_audio_dev=no
                play_ringtone=no
                play_ringback=no
                sip_port=15900
                rtp_port=52000
                log_show_sip=yes
                log_show_debug=yes
                """);
        Files.writeString(settingsFolder.resolve("room.cfg"), """
                user_name=room%1$d
                user_domain=%2$s
                auth_name=room%1$d
                auth_pass=%3$s
                registrar=%4$s
                register_at_startup=yes
                codecs=g711a
                speex_dsp_agc=no
                speex_dsp_vad=no
                %5$s
                """.formatted(
                        party, Scratch.ADDRESS, password, Court.SERVER, String.join("\n", settings)));
        Path log = folder.resolve("twinkle.log");
        ProcessBuilder builder = new ProcessBuilder("stdbuf", "-oL", "twinkle-console", "room.cfg")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // Else two seconds of sound are on their way before any is sent.
        builder.environment().putAll(sound.environment("PULSE_LATENCY_MSEC", "20"));
        TwinklePeer peer = new TwinklePeer(sound, builder.start(), log, heard);
        peer.awaitWord("registration succeeded");
        peer.command("auto_answer -a on");
        return peer;
    }

    private static Path tone(Path folder, int party) throws IOException {
        short[] samples = Tones.samples(party, SAMPLE_RATE, LONGEST_CALL_SECONDS);
        ByteBuffer raw = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asShortBuffer().put(samples);
        return Files.write(folder.resolve("tone.raw"), raw.array());
    }

    void command(String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
    }

    /** Until it has said so. */
    void awaitWord(String word) {
        Await.until("twinkle says " + word, PATIENCE, () -> log().contains(word));
    }

    String log() throws IOException {
        return Files.readString(log, StandardCharsets.ISO_8859_1);
    }

    /** The samples of the last seconds of the newest call. */
    short[] heardInTheLast(int seconds) throws IOException {
        byte[] raw = Files.exists(heard) ? Files.readAllBytes(heard) : new byte[0];
        short[] samples = new short[raw.length / 2];
        ByteBuffer.wrap(raw, 0, 2 * samples.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer()
                .get(samples);
        return Arrays.copyOfRange(samples, Math.max(0, samples.length - seconds * SAMPLE_RATE), samples.length);
    }

    /** Not by its command nor a milder signal: where a call has just ended, its threads read what it frees then. */
    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
        sound.close();
    }
}
