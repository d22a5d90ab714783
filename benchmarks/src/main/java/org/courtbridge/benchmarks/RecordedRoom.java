package org.courtbridge.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.courtbridge.codecs.payload.H264Packetizer;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.video.EncodedPicture;

/**
 * Recorded media of a room, coded once by other programs, for any number of rooms to send: Russian speech in G.722, and 640×360
 * in H.264, 15 pictures a second, in which something moves all the time.
 *
 * @param sound payloads of 20 ms
 * @param pictures each is the packets of one picture, with their markers; a keyframe each two seconds, the first of all too
 */
record RecordedRoom(List<byte[]> sound, List<List<byte[]>> pictures) {

    static final int G722 = 9;
    static final int SOUND_PACKET = 160;
    static final int PICTURES_PER_SECOND = 15;

    private static final int BETWEEN_KEYFRAMES = 2 * PICTURES_PER_SECOND;
    private static final int SECONDS = 12;
    private static final int MAX_PAYLOAD = 1_200;
    private static final String SPEECH =
            "Судебное заседание объявляется открытым. Прошу участников чётко назвать фамилию, имя и "
                    + "отчество. Я хорошо помню этот день и готов ответить на вопросы. Других заявлений и ходатайств у меня нет.";

    /** @param folder for what is made on the way */
    static RecordedRoom make(Path folder) throws IOException, InterruptedException {
        Path speech = folder.resolve("speech.wav");
        Path coded = folder.resolve("speech.g722");
        Path film = folder.resolve("room.h264");
        Command.run(List.of("espeak-ng", "-v", "ru", "-a", "60", "-w", speech.toString(), SPEECH));
        Command.run(ffmpeg("-i", speech.toString(), "-ac", "1", "-ar", "16000", "-f", "g722", coded.toString()));
        Command.run(ffmpeg(
                "-f",
                "lavfi",
                "-i",
                "mandelbrot=size=640x360:rate=%d:start_scale=0.6:end_scale=0.2:end_pts=%d"
                        .formatted(PICTURES_PER_SECOND, SECONDS * PICTURES_PER_SECOND),
                "-t",
                Integer.toString(SECONDS),
                "-vf",
                "hue=s=0.4,eq=contrast=0.8,noise=alls=4:allf=t,format=yuv420p",
                "-c:v",
                "libx264",
                "-profile:v",
                "baseline",
                "-b:v",
                "500k",
                "-x264-params",
                "aud=1:scenecut=0:keyint=" + BETWEEN_KEYFRAMES,
                "-f",
                "h264",
                film.toString()));
        return new RecordedRoom(payloads(Files.readAllBytes(coded)), pictures(Files.readAllBytes(film)));
    }

    private static List<String> ffmpeg(String... arguments) {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-y", "-loglevel", "error", "-nostdin"));
        command.addAll(List.of(arguments));
        return command;
    }

    private static List<byte[]> payloads(byte[] coded) {
        List<byte[]> payloads = new ArrayList<>();
        for (int at = 0; at + SOUND_PACKET <= coded.length; at += SOUND_PACKET) {
            payloads.add(Arrays.copyOfRange(coded, at, at + SOUND_PACKET));
        }
        return payloads;
    }

    private static List<List<byte[]>> pictures(byte[] film) {
        List<List<byte[]>> pictures = new ArrayList<>();
        H264Packetizer packetizer = new H264Packetizer(1, MAX_PAYLOAD);
        for (byte[] unit : CodedFilms.accessUnits(film)) {
            List<byte[]> packets = new ArrayList<>();
            packetizer.pack(EncodedPicture.of(unit), (payload, length, marker) -> {
                byte[] packet = new byte[RtpPacket.FIXED_HEADER + length];
                packet[0] = (byte) 0x80;
                System.arraycopy(payload, 0, packet, RtpPacket.FIXED_HEADER, length);
                new RtpPacket().wrap(packet, 0, packet.length).marker(marker);
                packets.add(packet);
            });
            pictures.add(packets);
        }
        return pictures;
    }
}
