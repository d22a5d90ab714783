package org.courtbridge.gateway;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs a gateway with a demo court: a hearing in session, a simulated SIP room in it, a simulated H.323 room to be called, and a link for a participant. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Starts the gateway with a demo court, and simulated rooms of SIP and H.323.")
final class DemoCommand implements Callable<Integer> {

    @Mixin
    private RunCommand.Settings settings = new RunCommand.Settings();

    @Override
    public Integer call() throws Exception {
        // The terminal is for what the demonstration tells.
        Configurator.setRootLevel(Level.WARN);
        Path folder = Files.createTempDirectory("courtbridge-demo");
        GatewayConfig config = settings.read();
        // Temporary files, as those of the demonstration, may be where no library can be loaded from.
        RunCommand.prepareNativeLibraries(config);
        Gateway gateway = Gateway.start(config.withData(folder));
        DemoCourt court = DemoCourt.open(gateway);
        System.out.println(court.invitation());
        court.report(System.out);
        RunCommand.untilStopped(court, gateway, () -> DemoCourt.delete(folder));
        return 0;
    }
}
