package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.epoll.Epoll;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.courtbridge.codecs.NativeLibraries;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.AudioDecoder;
import org.courtbridge.codecs.video.EncoderSettings;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureEncoder;
import org.courtbridge.gateway.Main;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Native libraries where neither the folder of temporary files nor that of the user may hold programs: both are mounted noexec. */
class NoexecFoldersIT {

    /** Mounts an empty file system over the folder that it is given, seen by nobody else, and runs a program. */
    private static final String MOUNTED =
            "mount -t tmpfs -o noexec,mode=1777 tmpfs \"$0\" && mkdir \"$0/home\" && exec \"$@\"";

    @TempDir
    private Path folder;

    private Path temporary;
    private Path data;

    @BeforeEach
    void make() throws Exception {
        temporary = Files.createDirectory(folder.resolve("tmp"));
        data = Files.createDirectory(folder.resolve("data"));
    }

    /** @return what it prints */
    private String run(Class<?> program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "--mount",
                "--propagation",
                "private",
                "sh",
                "-c",
                MOUNTED,
                temporary.toString(),
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.io.tmpdir=" + temporary,
                "-Duser.home=" + temporary.resolve("home"),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                program.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    /** The usual folders are of no use there, or this test would show nothing. */
    @Test
    void keepNativeLibrariesFromBeingLoaded() throws Exception {
        assertThat(run(Uses.class)).contains("opus: not loaded", "ffmpeg: not loaded", "epoll: not loaded");
    }

    @Test
    void areLeftForOneInTheDataFolder() throws Exception {
        assertThat(run(Uses.class, data.resolve("native").toString()))
                .contains("folder: " + data.resolve("native"), "opus: loaded", "ffmpeg: loaded", "epoll: loaded");
        assertThat(Files.getPosixFilePermissions(data.resolve("native")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void areComplainedOfWhereTheDataFolderIsNoBetter() throws Exception {
        assertThat(run(Uses.class, temporary.resolve("data").toString()))
                .contains("native libraries can be unpacked nowhere")
                .doesNotContain("opus: loaded");
    }

    @Test
    void areToldOfByTheDoctor() throws Exception {
        assertThat(run(Main.class, "doctor", "--data", data.toString()))
                .contains(
                        "good  native libraries: unpacked into " + data.resolve("native"),
                        "good  sound codecs: ",
                        "good  picture codecs: ");
    }

    /** Loads some of each, into the folder that it is given or where they go by themselves, and says which are loaded. */
    static final class Uses {

        private Uses() {}

        public static void main(String[] arguments) {
            for (String own : arguments) {
                NativeLibraries.prepare(Path.of(own)).ifPresent(used -> System.out.println("folder: " + used));
            }
            tell("opus", () -> AudioDecoder.of(AudioCodec.OPUS).close());
            tell("ffmpeg", Uses::codePicture);
            tell("epoll", Epoll::ensureAvailability);
        }

        private static void codePicture() {
            try (PictureEncoder encoder =
                    PictureEncoder.vp8(EncoderSettings.ofDefaultProfile(320, 180, 25, 200_000, 0))) {
                encoder.encode(I420Picture.black(320, 180), true);
            }
        }

        private static void tell(String library, Runnable use) {
            try {
                use.run();
                System.out.println(library + ": loaded");
            } catch (RuntimeException | LinkageError e) {
                System.out.println(library + ": not loaded, " + e);
            }
        }
    }
}
