package org.courtbridge.gateway;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.courtbridge.console.http.ConnectionLimits;
import org.courtbridge.court.access.Role;
import org.courtbridge.devices.AllowedAddresses;
import org.courtbridge.gateway.store.MasterKey;
import org.courtbridge.gateway.store.StoreException;
import org.courtbridge.h323.ras.CallModel;
import org.courtbridge.h323.ras.EndpointProfile;
import org.courtbridge.hearings.Layout;
import org.courtbridge.media.health.DiskSpace;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.network.AdvertisedAddresses;
import org.courtbridge.operations.enrolment.ProvisioningSettings;
import org.courtbridge.operations.fleet.FleetSettings;
import org.courtbridge.operations.openid.OpenIdSettings;
import org.courtbridge.provisioning.files.SipTransport;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.signalling.h323.H323Config;
import org.courtbridge.signalling.h323.gatekeeper.GatekeeperAccount;
import org.courtbridge.signalling.sip.stack.SipConfig;
import org.courtbridge.signalling.sip.stack.TrustedProxies;

/**
 * The configuration of this gateway: every setting, checked once. {@code docs/configuration.md} tells each key's effect.
 *
 * @param data folder of everything that must outlive the process: database, journal, certificates, traces
 * @param certificates by which devices prove over TLS who they are
 * @param language of what rooms read and hear, where their device says no other
 * @param fleet how devices are asked for their status
 * @param provisioning how devices are configured
 * @param testCalls when and how places are tested
 * @param publicList of hearings
 * @param trace whether each call's signalling and decrypted media are written to a pcapng under {@code data}
 */
record GatewayConfig(
        Path data,
        Network network,
        Sip sip,
        H323 h323,
        Media media,
        Picture picture,
        WebRtc webrtc,
        Optional<Turn> turn,
        Web web,
        Database database,
        Secrets secrets,
        Access access,
        Optional<MailConfig> mail,
        Optional<Tls> tls,
        Certificates certificates,
        Language language,
        FleetSettings fleet,
        ProvisioningSettings provisioning,
        TestCallConfig testCalls,
        PublicListConfig publicList,
        boolean trace) {

    /** Of gatekeepers, where no other is said (H.225.0, clause 6.1). */
    private static final int RAS_PORT = 1719;

    /** Ten years: what devices bring from their makers lasts no longer either. */
    private static final int MOST_VALIDITY_DAYS = 3653;

    private static final int MOST_CONNECTIONS = 100_000;
    /** A pebibyte of them: larger is no number of mebibytes, but of bytes. */
    private static final int MOST_MEBIBYTES = 1 << 30;

    /** Each that is routed takes two connections. */
    private static final int MOST_H323_CALLS = 10_000;

    /**
     * @param bind address that every port is opened on; the wildcard for all
     * @param advertise address that others are told to send to, where that is not the one they reach us at (NAT)
     * @param advertiseTo the same for those of some networks
     */
    record Network(InetAddress bind, Optional<InetAddress> advertise, List<AdvertisedAddresses.Rule> advertiseTo) {}

    /**
     * @param port for UDP and TCP; 0 for any free one
     * @param tlsPort 0 for any free one
     * @param realm of digest authentication; devices' passwords are bound to it
     * @param proxies that stand before the gateway and are believed when they say where a request comes from
     */
    record Sip(int port, int tlsPort, String realm, TrustedProxies proxies) {}

    /**
     * @param port for TCP; 0 for any free one
     * @param rasPort of our gatekeeper, for UDP; 0 for any free one
     * @param name that rooms are shown, in Latin letters
     * @param calls at one time that are ours, and as many that are between rooms and routed
     * @param gatekeeper of somebody else's, where we register
     * @param callModel of calls between rooms that our gatekeeper admits
     * @param encryption of calls with who is no device of ours
     * @param neighbours of our gatekeeper
     * @param traversal which rooms are called by way of connections that they make
     * @param multiplexPort for the media of many rooms behind firewalls, with the next one for RTCP
     */
    record H323(
            int port,
            int rasPort,
            String name,
            int calls,
            Optional<GatekeeperAccount> gatekeeper,
            CallModel callModel,
            Encryption encryption,
            List<InetSocketAddress> neighbours,
            H323Config.Traversal traversal,
            OptionalInt multiplexPort) {}

    /**
     * Media of rooms.
     *
     * @param timeout a call whose media stop for so long, outside hold, is ended
     * @param threads event loops for all media
     */
    record Media(int firstPort, int lastPort, Duration timeout, int threads) {}

    /** @param layout in which rooms see the parties of a hearing for which none was chosen */
    record Picture(Layout layout) {}

    /** @param port one UDP and TCP port for the media of all browsers; 0 for any free one */
    record WebRtc(int port) {}

    /**
     * TURN servers that relay for browsers behind hard firewalls.
     *
     * @param urls as RFC 7065 writes them
     * @param secret that the servers share with us
     * @param lifetime of the credentials that a browser gets for them
     */
    record Turn(List<String> urls, String secret, Duration lifetime) {

        @Override
        public String toString() {
            return "Turn[" + urls + ", " + lifetime + "]";
        }
    }

    /**
     * @param httpsPort 0 for any free one
     * @param devicePort of HTTPS, where who connects is asked for a certificate; 0 for any free one
     * @param httpPort on loopback only; 0 for any free one
     * @param zone of the court: every time on a page is by its clock
     * @param connections how many there may be, and how slow
     * @param whipOrigins of pages that may speak WHIP and WHEP, besides our own
     */
    record Web(
            int httpsPort,
            int devicePort,
            int httpPort,
            ZoneId zone,
            ConnectionLimits connections,
            Set<String> whipOrigins) {}

    /** @param url JDBC; empty for the embedded database in the data folder */
    record Database(Optional<String> url, Optional<String> user, Optional<String> password, Space space) {

        @Override
        public String toString() {
            return "Database[" + url + ", " + user + "]";
        }
    }

    /**
     * Free space on the disk of the data folder, in bytes.
     *
     * @param least with less the gateway does not start
     * @param wanted with less it warns
     */
    record Space(long least, long wanted) {

        /** @throws StoreException if there is too little to start, with the figures */
        void check(Path data) {
            long free = data.toFile().getUsableSpace();
            if (free < least) {
                throw new StoreException(
                        ("the disk of the data folder %s has %d MiB free, and the gateway starts with %d"
                                        + " at least (database.least-space): make room on it, such as by deleting old traces")
                                .formatted(
                                        data.toAbsolutePath(), DiskSpace.mebibytes(free), DiskSpace.mebibytes(least)));
            }
        }
    }

    /**
     * The keys that the secrets in the database are encrypted with.
     *
     * @param masterKey empty for the one in the data folder
     * @param formerMasterKey the one of before, if it has been changed
     */
    record Secrets(Optional<MasterKey> masterKey, Optional<MasterKey> formerMasterKey) {}

    /**
     * Settings for signing in to the console.
     *
     * @param secondFactor roles whose users need a second factor before anything else
     * @param openId a provider of users who have no password here
     */
    record Access(Set<Role> secondFactor, Optional<OpenIdSettings> openId) {}

    /**
     * @param validity of those that devices get from us
     * @param enrolWithInstitutions whether a device may have one of ours for one of its institution's authority
     */
    record Certificates(Duration validity, boolean enrolWithInstitutions) {}

    /** One certificate for HTTPS and SIP, both PEM; without it the gateway makes one of its own. */
    record Tls(Path certificate, Path key) {}

    /** @throws ConfigException naming everything that is wrong */
    static GatewayConfig of(ConfigFile file) {
        GatewayConfig config = new GatewayConfig(
                file.path("data").orElse(Path.of("data")),
                new Network(
                        file.address("network.bind").orElseGet(GatewayConfig::anyAddress),
                        file.address("network.advertise"),
                        advertiseTo(file)),
                new Sip(
                        file.port("sip.port", 5060),
                        file.port("sip.tls-port", 5061),
                        file.text("sip.realm").orElse("courtbridge"),
                        file.proxies("sip.trusted-proxies")),
                new H323(
                        file.port("h323.port", 1720),
                        file.port("h323.ras-port", 1719),
                        file.text("h323.name").orElse("Courtbridge"),
                        file.number("h323.calls", 1, MOST_H323_CALLS, SipConfig.Limits.DEFAULT.calls()),
                        gatekeeper(file),
                        file.callModel("h323.call-model", CallModel.DIRECT),
                        file.encryption("h323.encryption", Encryption.PREFERRED),
                        file.socketAddresses("h323.neighbours", RAS_PORT),
                        file.traversal("h323.traversal", H323Config.Traversal.NAT),
                        file.text("h323.multiplex-port").isPresent()
                                ? OptionalInt.of(file.port("h323.multiplex-port", 2776))
                                : OptionalInt.empty()),
                new Media(
                        file.port("media.first-port", 20_000),
                        file.port("media.last-port", 39_999),
                        file.duration("media.timeout", Duration.ofSeconds(60)),
                        file.number("media.threads", 1, 64, 1)),
                new Picture(file.layout("picture.layout", Layout.COURT)),
                new WebRtc(file.port("webrtc.port", 10_000)),
                turn(file),
                new Web(
                        file.port("web.https-port", 8443),
                        file.port("web.device-port", 8444),
                        file.port("web.http-port", 8080),
                        file.zone("web.zone", ZoneId.of("Asia/Almaty")),
                        ConnectionLimits.usual(
                                file.number("web.connections-per-address", 16, MOST_CONNECTIONS, 256),
                                file.number("web.connections", 16, MOST_CONNECTIONS, 4_096)),
                        file.origins("web.whip-origins")),
                new Database(
                        file.text("database.url"),
                        file.text("database.user"),
                        file.secret("database.password"),
                        new Space(
                                (long) file.number("database.least-space", 1, MOST_MEBIBYTES, 64) << 20,
                                (long) file.number("database.low-space", 1, MOST_MEBIBYTES, 1_024) << 20)),
                new Secrets(file.masterKey("secrets.master-key"), file.masterKey("secrets.former-master-key")),
                new Access(file.roles("access.second-factor"), OpenIdConfig.of(file)),
                MailConfig.of(file),
                tls(file),
                new Certificates(
                        Duration.ofDays(file.number("certificates.validity-days", 1, MOST_VALIDITY_DAYS, 397)),
                        file.text("certificates.enrol-with-institutions")
                                .map(Boolean::parseBoolean)
                                .orElse(false)),
                file.language("language", Language.KAZAKH),
                new FleetSettings(
                        file.duration("fleet.poll-interval", Duration.ofSeconds(60)),
                        file.number("fleet.poll-at-once", 1, 10_000, 500),
                        AllowedAddresses.besides(file.networks("fleet.allowed-networks"))),
                new ProvisioningSettings(
                        file.path("provisioning.templates"),
                        file.sipTransport(
                                "provisioning.sip-transport",
                                file.path("tls.certificate").isPresent() ? SipTransport.TLS : SipTransport.UDP),
                        file.duration("provisioning.window", Duration.ofMinutes(10)),
                        file.duration("provisioning.overlap", Duration.ofHours(24))),
                TestCallConfig.of(file),
                PublicListConfig.of(file),
                file.text("trace").map(Boolean::parseBoolean).orElse(false));
        if (config.media.lastPort < config.media.firstPort + 3) {
            file.complain("media.last-port", "leaves fewer than two pairs of ports");
        }
        if (config.fleet.pollInterval().toSeconds() < 1) {
            file.complain("fleet.poll-interval", "is shorter than a second");
        }
        file.check();
        return config;
    }

    static GatewayConfig defaults(Map<String, String> environment) {
        return of(ConfigFile.parse("defaults", "", environment));
    }

    GatewayConfig withTrace() {
        return new GatewayConfig(
                data,
                network,
                sip,
                h323,
                media,
                picture,
                webrtc,
                turn,
                web,
                database,
                secrets,
                access,
                mail,
                tls,
                certificates,
                language,
                fleet,
                provisioning,
                testCalls,
                publicList,
                true);
    }

    GatewayConfig withData(Path folder) {
        return new GatewayConfig(
                folder,
                network,
                sip,
                h323,
                media,
                picture,
                webrtc,
                turn,
                web,
                database,
                secrets,
                access,
                mail,
                tls,
                certificates,
                language,
                fleet,
                provisioning,
                testCalls,
                publicList,
                trace);
    }

    private static Optional<Tls> tls(ConfigFile file) {
        Optional<Path> certificate = file.path("tls.certificate");
        Optional<Path> key = file.path("tls.key");
        if (certificate.isPresent() != key.isPresent()) {
            file.complain(certificate.isPresent() ? "tls.certificate" : "tls.key", "certificate and key go together");
        }
        return certificate.flatMap(c -> key.map(k -> new Tls(c, k)));
    }

    private static Optional<Turn> turn(ConfigFile file) {
        List<String> urls = file.turnUrls("turn.urls");
        Optional<String> secret = file.secret("turn.secret");
        Duration lifetime = file.duration("turn.lifetime", Duration.ofHours(12));
        if (urls.isEmpty() == secret.isPresent()) {
            file.complain(urls.isEmpty() ? "turn.secret" : "turn.urls", "turn.urls and turn.secret go together");
        }
        return secret.map(shared -> new Turn(urls, shared, lifetime));
    }

    private static List<AdvertisedAddresses.Rule> advertiseTo(ConfigFile file) {
        String key = "network.advertise-to";
        List<AdvertisedAddresses.Rule> rules = file.list(
                        key,
                        AdvertisedAddresses.Rule::parse,
                        "networks with an address of their version of IP each, such as 10.0.0.0/8=10.1.2.3,"
                                + " 0.0.0.0/0=203.0.113.5")
                .orElse(List.of());
        if (rules.stream().map(AdvertisedAddresses.Rule::peers).distinct().count() < rules.size()) {
            file.complain(key, "names a network twice");
        }
        return rules;
    }

    private static Optional<GatekeeperAccount> gatekeeper(ConfigFile file) {
        List<InetSocketAddress> addresses = file.socketAddresses("h323.gatekeeper.addresses", RAS_PORT);
        Optional<String> identifier = file.text("h323.gatekeeper.identifier");
        List<String> aliases = file.words("h323.gatekeeper.aliases");
        List<String> prefixes = file.words("h323.gatekeeper.prefixes");
        Optional<String> user = file.text("h323.gatekeeper.user");
        Optional<String> password = file.secret("h323.gatekeeper.password");
        Duration timeToLive = file.duration("h323.gatekeeper.time-to-live", Duration.ofMinutes(2));
        if (user.isPresent() != password.isPresent()) {
            file.complain(
                    user.isPresent() ? "h323.gatekeeper.user" : "h323.gatekeeper.password",
                    "user and password go together");
        }
        if (addresses.isEmpty()) {
            if (user.isPresent() || !aliases.isEmpty() || !prefixes.isEmpty()) {
                file.complain("h323.gatekeeper.addresses", "says where to register, and is not set");
            }
            return Optional.empty();
        }
        if (user.isEmpty() && aliases.isEmpty()) {
            file.complain("h323.gatekeeper.aliases", "without them, or a user, nobody could call us");
        }
        return Optional.of(new GatekeeperAccount(
                addresses,
                identifier,
                aliases,
                prefixes,
                user.flatMap(name -> password.map(known -> new EndpointProfile.Login(name, known))),
                timeToLive,
                file.text("h323.gatekeeper.traversal")
                        .map(Boolean::parseBoolean)
                        .orElse(false)));
    }

    private static InetAddress anyAddress() {
        return new InetSocketAddress(0).getAddress();
    }
}
