package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** PulseAudio with a loudspeaker that nobody hears, for programs that play nothing without one. */
final class SoundServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChildProcess process;
    private final Map<String, String> environment;

    private SoundServer(ChildProcess process, Map<String, String> environment) {
        this.process = process;
        this.environment = environment;
    }

    /** Starts it; its programs have a folder as their home. */
    static SoundServer start(Path folder) throws IOException {
        Path socket = folder.resolve("sound");
        Map<String, String> environment = Map.of(
                "HOME", folder.toString(), "XDG_RUNTIME_DIR", folder.toString(), "PULSE_SERVER", "unix:" + socket);
        ChildProcess process = ChildProcess.start(
                folder,
                "pulseaudio",
                environment,
                List.of(
                        "pulseaudio",
                        "-n",
                        "--daemonize=no",
                        "--use-pid-file=no",
                        "--exit-idle-time=-1",
                        "--disallow-exit",
                        "-L",
                        "module-null-sink sink_name=null",
                        "-L",
                        "module-native-protocol-unix socket=" + socket + " auth-anonymous=1"));
        Await.until("a sound server", PATIENCE, () -> Files.exists(socket));
        return new SoundServer(process, environment);
    }

    /** By which programs find it and their home, with one more variable. */
    Map<String, String> environment(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return more;
    }

    @Override
    public void close() {
        process.close();
    }
}
