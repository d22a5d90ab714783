package org.courtbridge.gateway.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The recordings for microphones and cameras in test calls: synthesized speech, and a photograph of a person that sways. */
final class Recordings {

    /** Of Debian's python3-skimage; nobody's face is drawn. */
    private static final Path ASTRONAUT =
            Path.of(System.getProperty("photographs", "/usr/lib/python3/dist-packages/skimage/data"), "astronaut.png");

    private static final String WORDS = "The hearing is now open. Please state your full name clearly for the record. "
            + "I remember that day well, and I am ready to answer questions.";

    /** A person moves a little, as people do; a period of two seconds. */
    private static final String SWAYS = "crop=480:270:16+12*sin(PI*t):32+8*sin(2*PI*t),scale=%d:%d,setsar=1";

    /** The light of a room of which a camera makes a fifth of what it should. */
    private static final String DARK = ",lutyuv=y=16+(val-16)*0.2:u=128+(val-128)*0.2:v=128+(val-128)*0.2";

    private final Path folder;
    private final int width;
    private final int height;

    /** @param folder where they are made */
    Recordings(Path folder, int width, int height) {
        this.folder = folder;
        this.width = width;
        this.height = height;
    }

    /** Whether there is a photograph to make films of. */
    static boolean canBeMade() {
        return Files.exists(ASTRONAUT);
    }

    /** Makes it, if it was not made before. */
    private Path ffmpeg(String name, List<String> arguments) throws Exception {
        Path file = folder.resolve(name);
        if (Files.exists(file)) {
            return file;
        }
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-loglevel", "error", "-y"));
        command.addAll(arguments);
        command.add(file.toString());
        ChildProcess.run(folder, "ffmpeg", command);
        return file;
    }

    /** Somebody who speaks in a room, and pauses. @param noise its amplitude, 0 to 1 */
    Path talk(String name, double noise, int rate) throws Exception {
        Path voice = folder.resolve(name + "-voice.wav");
        ChildProcess.run(folder, "espeak", List.of("espeak-ng", "-v", "en", "-a", "60", "-w", voice.toString(), WORDS));
        return ffmpeg(
                name + ".wav",
                List.of(
                        "-stream_loop",
                        "3",
                        "-i",
                        voice.toString(),
                        "-f",
                        "lavfi",
                        "-i",
                        "anoisesrc=r=%d:a=%s".formatted(rate, noise),
                        "-filter_complex",
                        "[0]apad=pad_dur=0[v];[v][1]amix=inputs=2:duration=first:normalize=0",
                        "-ac",
                        "1",
                        "-ar",
                        Integer.toString(rate),
                        "-c:a",
                        "pcm_s16le"));
    }

    Path silence(int rate) throws Exception {
        return ffmpeg(
                "silence.wav",
                List.of("-f", "lavfi", "-i", "anullsrc=r=%d:cl=mono".formatted(rate), "-t", "30", "-c:a", "pcm_s16le"));
    }

    /** A file format of films. */
    enum Form {
        /** YUV4MPEG2 of four seconds. */
        RAW("y4m", "4", List.of("-pix_fmt", "yuv420p")),
        /** JPEG after JPEG, of 150 s; Chromium makes 75 s of it. */
        JPEG("mjpeg", "150", List.of("-c:v", "mjpeg", "-q:v", "5", "-pix_fmt", "yuvj420p")),
        /** H.264 in MP4, of a minute, as baresip begins none again. */
        CODED("mp4", "60", List.of("-c:v", "libx264", "-preset", "ultrafast", "-g", "15", "-pix_fmt", "yuv420p"));

        private final String ending;
        private final String seconds;
        private final List<String> coding;

        Form(String ending, String seconds, List<String> coding) {
            this.ending = ending;
            this.seconds = seconds;
            this.coding = coding;
        }
    }

    private Path film(String name, List<String> source, String look, Form form) throws Exception {
        List<String> arguments = new ArrayList<>(source);
        arguments.addAll(List.of("-t", form.seconds, "-vf", look));
        arguments.addAll(form.coding);
        return ffmpeg(name + "." + form.ending, arguments);
    }

    private Path photographed(String name, String look, Form form) throws Exception {
        List<String> source = List.of("-loop", "1", "-r", "15", "-i", ASTRONAUT.toString());
        return film(name, source, SWAYS.formatted(width, height) + look, form);
    }

    Path person(Form form) throws Exception {
        return photographed("person", "", form);
    }

    Path dark(Form form) throws Exception {
        return photographed("dark", DARK, form);
    }

    /** Grain takes all the bits that a codec has. */
    Path grainy(Form form) throws Exception {
        return photographed("grainy", ",noise=alls=12:allf=t", form);
    }

    /** The camera of somebody who sways freezes after three seconds; what is written raw ends there. */
    Path frozen(Form form) throws Exception {
        String stays = form == Form.RAW ? "" : ",tpad=stop_mode=clone:stop_duration=150";
        return photographed("frozen", ",trim=end=3" + stays, form);
    }

    Path black(Form form) throws Exception {
        return film(
                "black",
                List.of("-f", "lavfi", "-i", "color=black:s=%dx%d:r=15".formatted(width, height)),
                "null",
                form);
    }
}
