package org.courtbridge.gateway;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.codecs.NativeLibraries;
import org.courtbridge.codecs.video.PictureEncoder;
import org.courtbridge.court.access.FirstAdministrator;
import org.courtbridge.court.calendar.TimeZoneData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the gateway until it is told to stop. */
@Command(name = "run", mixinStandardHelpOptions = true, description = "Starts the gateway.")
final class RunCommand implements Callable<Integer> {

    private static final Logger log = LogManager.getLogger(RunCommand.class);

    @Mixin
    private Settings settings = new Settings();

    @Override
    public Integer call() throws Exception {
        GatewayConfig config = settings.read();
        TimeZoneData.complaint().ifPresent(complaint -> {
            throw new ConfigException(List.of(complaint));
        });
        prepareNativeLibraries(config);
        Gateway gateway = Gateway.start(config);
        FirstAdministrator.createIn(gateway.users())
                .ifPresent(password -> System.out.printf(
                        "%nThe first administrator: login %s, one-time password %s%n%s/%n%n",
                        FirstAdministrator.LOGIN, password, gateway.site()));
        untilStopped(gateway);
        return 0;
    }

    /** Before any of them is loaded. */
    static void prepareNativeLibraries(GatewayConfig config) {
        try {
            NativeLibraries.prepare(config.data().resolve("native"))
                    .ifPresent(folder -> log.info("native libraries are unpacked into {}", folder));
        } catch (IllegalStateException e) {
            throw new ConfigException(List.of(String.valueOf(e.getMessage())));
        }
        PictureEncoder.h264Complaint().ifPresent(log::warn);
    }

    /** Closes when the process is asked to end (SIGTERM, SIGINT). */
    static void untilStopped(AutoCloseable... parts) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                    Closing.all(parts);
                    stopped.countDown();
                }));
        stopped.await();
    }

    /** Options that say where the configuration comes from. */
    static final class Settings {

        @Option(
                names = "--config",
                paramLabel = "FILE",
                description = "YAML file; docs/configuration.md has every key.")
        private Optional<Path> file = Optional.empty();

        @Option(
                names = "--trace",
                description = "Writes each call's signalling and decrypted media to a pcapng in the data folder.")
        private boolean trace;

        GatewayConfig read() {
            Map<String, String> environment = System.getenv();
            GatewayConfig config = file.map(path -> GatewayConfig.of(ConfigFile.read(path, environment)))
                    .orElseGet(() -> GatewayConfig.defaults(environment));
            return trace ? config.withTrace() : config;
        }
    }
}
