package org.courtbridge.gateway;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.h323.ras.KeptRegistration;
import org.courtbridge.provisioning.inventory.CredentialListener;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Devices;
import org.courtbridge.signalling.sip.registrar.Registration;

/**
 * Keeps registrations over a restart, so that rooms can be called, and are known, at once when the gateway is back: otherwise only
 * after each has found out by itself, which takes some as long as their registration lasts.
 *
 * <p>A registration of a device that is gone, disabled or without a password is not believed, nor is one whose time is over. The
 * file is written on a thread of its own, and at once when a device's credentials end.
 */
final class KeptRegistrations implements CredentialListener, AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(KeptRegistrations.class);

    /** Between two looks at whether something has changed: a registration of this time is lost by a power cut. */
    private static final int INTERVAL_SECONDS = 3;

    /** For the gatekeeper's thread, which may be busy. */
    private static final int PATIENCE_SECONDS = 5;

    private final RegistrationFile file;
    private final Devices devices;
    private final Sources sources;
    private final ScheduledExecutorService writer =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("registrations", true));

    /** The file's content. Guarded by this. */
    private List<RegistrationLine> written = List.of();

    /** Guarded by this. */
    private boolean failing;

    /** The registrations of each protocol. From any thread. */
    interface Sources {

        List<Registration> sip();

        CompletableFuture<List<KeptRegistration>> h323();

        /** @return how many were taken up */
        int restoreSip(List<Registration> kept);

        /** @return how many were taken up */
        CompletableFuture<Integer> restoreH323(List<KeptRegistration> kept);
    }

    KeptRegistrations(RegistrationFile file, Devices devices, Sources sources) {
        this.file = file;
        this.devices = devices;
        this.sources = sources;
    }

    /** Takes up what the file holds; without a file that can be read, nothing. */
    synchronized void restore() {
        try {
            written = file.read();
            List<Registration> sip = new ArrayList<>();
            List<KeptRegistration> h323 = new ArrayList<>();
            written.forEach(line -> sort(line, sip, h323));
            int restored =
                    sources.restoreSip(sip) + await(sources.restoreH323(h323)).orElse(0);
            LOG.info("registrations of before the restart: {} of {} are taken up", restored, written.size());
        } catch (IOException e) {
            LOG.warn(
                    "{} is not used: {}. Rooms can be called once they have registered anew",
                    file.path(),
                    e.getMessage());
        }
    }

    private void sort(RegistrationLine line, List<Registration> sip, List<KeptRegistration> h323) {
        try {
            switch (line) {
                case RegistrationLine.Sip contact ->
                    believed(devices.byId(contact.device())).ifPresent(device -> sip.add(contact.of(device)));
                // All of them, as nobody else may take their identifiers; the gatekeeper asks who may register.
                case RegistrationLine.H323 endpoint -> h323.add(endpoint.kept());
            }
        } catch (IllegalArgumentException e) {
            LOG.warn("a registration of before the restart is not taken up: {}", e.getMessage());
        }
    }

    private Optional<Device> believed(Optional<Device> device) {
        return device.filter(Device::enabled)
                .filter(known -> devices.secrets(known.id()).isPresent());
    }

    /** Writes the file whenever something has changed, from now on. */
    void start(Foundation foundation) {
        writer.scheduleWithFixedDelay(
                foundation.upkeep("keeping registrations", this::keep),
                INTERVAL_SECONDS,
                INTERVAL_SECONDS,
                TimeUnit.SECONDS);
    }

    /** Writes the file if something has changed. */
    synchronized void keep() {
        Optional<List<KeptRegistration>> h323 = await(sources.h323());
        if (h323.isPresent()) {
            List<RegistrationLine> lines = new ArrayList<>();
            sources.sip().stream().map(RegistrationLine.Sip::of).forEach(lines::add);
            h323.get().stream().map(RegistrationLine.H323::of).forEach(lines::add);
            write(lines);
        }
    }

    private static <T> Optional<T> await(CompletableFuture<T> answer) {
        try {
            return Optional.of(answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("registrations with the gatekeeper are not known for now: {}", e.toString());
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Of failures in a row the first is logged: without the file, a restart is as it is without registrations. */
    private void write(List<RegistrationLine> lines) {
        if (lines.equals(written) && !failing) {
            return;
        }
        try {
            int kept = file.write(lines);
            written = List.copyOf(lines);
            failing = false;
            LOG.debug("{} of {} registrations are kept", kept, lines.size());
        } catch (IOException e) {
            if (!failing) {
                LOG.warn("registrations are not kept over a restart for now: {}", e.toString());
            }
            failing = true;
        }
    }

    @Override
    public void lapsed(Device device) {
        forget(device);
    }

    @Override
    public void withdrawn(Device device) {
        forget(device);
    }

    /** At once: a power cut must not bring back what holds no longer. */
    private synchronized void forget(Device device) {
        write(written.stream().filter(line -> !line.isOf(device)).toList());
    }

    /** Keeps what there is now. The endpoints must not have been closed before. */
    @Override
    public void close() {
        writer.shutdown();
        keep();
    }
}
