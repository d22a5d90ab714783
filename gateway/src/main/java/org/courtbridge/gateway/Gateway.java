package org.courtbridge.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.courtbridge.console.http.WebServer;
import org.courtbridge.court.access.ClientCertificates;
import org.courtbridge.court.access.Users;
import org.courtbridge.court.conference.RunningConferences;
import org.courtbridge.gateway.cli.LocalGateway;
import org.courtbridge.gateway.store.OwnerOnly;
import org.courtbridge.gateway.store.StoredDevices;
import org.courtbridge.gateway.store.StoredParticipants;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.network.AdvertisedAddresses;
import org.courtbridge.operations.delivery.MailSender;
import org.courtbridge.operations.delivery.Mailer;
import org.courtbridge.operations.tests.PlannedHearings;

/** The running gateway: opens its parts in the order in which they need each other, and closes them in reverse. */
final class Gateway implements AutoCloseable {

    private final Foundation foundation;
    private final StoreParts store;
    private final CourtParts court;
    private final SignallingParts signalling;
    private final WebServer web;

    private Gateway(GatewayConfig config, Closing closing) throws IOException, GeneralSecurityException {
        InstantSource clock = InstantSource.system();
        AdvertisedAddresses addresses = addresses(config.network(), clock);
        Path data = config.data();
        OwnerOnly.shut(data);
        config.database().space().check(data);
        foundation = new Foundation(config, data, addresses, closing, new InternalErrors(clock), this::site, clock);
        GatewayConfig.Tls tls =
                config.tls().orElseGet(() -> OwnCertificate.in(data, LocalAddresses.reachable(), Instant.now()));

        store = StoreParts.open(foundation);
        MediaParts media =
                MediaParts.open(foundation, (leg, digit) -> conferences().digit(leg, digit));
        court = CourtParts.open(foundation, store, media);
        Optional<Mailer> mailer = mailer(config, clock);
        Optional<MailSender> mail = mailer.map(sender -> sender::send);
        TestCalls tested = closing.add(new TestCalls(
                config.testCalls(),
                new PlannedHearings(
                        court.conferences(), store.devices()::byId, config.web().zone()),
                store.devices(),
                store.database(),
                mail,
                this::site,
                clock));
        Optional<MailParts> letters = mailer.isEmpty()
                ? Optional.empty()
                : Optional.of(MailParts.open(
                        foundation, store, court, config.mail().orElseThrow(), mailer.get(), tested.outboxes()));
        // Closed after those who have something to say over its WebSockets when they go.
        web = closing.add(server(config, tls, store));
        signalling = SignallingParts.open(foundation, tls, store, media, court, tested);
        new ConsoleParts(foundation, store, media, court, signalling, tested, letters).mount(web, mail);
        letters.ifPresent(MailParts::start);
        LocalGateway.announce(data, web.httpPort());
    }

    /** @throws IOException if a port or a file cannot be opened */
    static Gateway start(GatewayConfig config) throws IOException, GeneralSecurityException {
        Closing closing = new Closing();
        try {
            return new Gateway(config, closing);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    private static AdvertisedAddresses addresses(GatewayConfig.Network network, InstantSource clock) {
        return AdvertisedAddresses.of(
                new AdvertisedAddresses.Settings(
                        network.bind(),
                        network.advertise(),
                        network.advertiseTo(),
                        LocalAddresses.preferred(network.bind())),
                clock);
    }

    private static WebServer server(GatewayConfig config, GatewayConfig.Tls tls, StoreParts store) {
        return new WebServer(new WebServer.Settings(
                config.network().bind(),
                config.web().httpsPort(),
                config.web().devicePort(),
                config.web().httpPort(),
                tls.certificate(),
                tls.key(),
                new ClientCertificates(store.certificates()::issuers),
                config.web().connections()));
    }

    private static Optional<Mailer> mailer(GatewayConfig config, InstantSource clock) throws IOException {
        return config.mail().isPresent()
                ? Optional.of(Mailer.of(config.mail().get().server(), clock))
                : Optional.empty();
    }

    RunningConferences conferences() {
        return court.conferences();
    }

    StoredDevices devices() {
        return store.devices();
    }

    StoredParticipants participants() {
        return store.participants();
    }

    Users users() {
        return store.users();
    }

    /** The address that others are told. */
    InetAddress advertised() {
        return foundation.advertised();
    }

    int sipPort() {
        return signalling.sip().port();
    }

    /** Of RAS. */
    int gatekeeperPort() {
        return signalling.h323().rasPort();
    }

    /** URL at which people find this gateway. */
    String site() {
        return "https://%s:%d".formatted(foundation.host(), web.httpsPort());
    }

    @Override
    public void close() {
        foundation.closing().close();
    }
}
