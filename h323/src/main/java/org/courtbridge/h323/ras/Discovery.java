package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.h235.H235Oids;
import org.courtbridge.h323.h235.H235Types;
import org.courtbridge.h323.h460.Feature;
import org.courtbridge.h323.h460.FeatureSet;
import org.courtbridge.h323.per.ObjectIdentifier;

/** Tells endpoints that look for a gatekeeper whether it is this one, and how they are to prove who they are. */
final class Discovery {

    /** As many octets may go to an address that may be forged as came from it. */
    private static final int FACTOR = 3;

    private final GatekeeperPolicy policy;

    Discovery(GatekeeperPolicy policy) {
        this.policy = policy;
    }

    void discover(DiscoveryMessage.Request request, Asked asked, List<GatekeeperAction> actions) {
        Asked back = asked.backTo(request.rasAddress());
        DiscoveryMessage answer = answer(request, asked);
        boolean fits =
                back.path() instanceof RasPath.Tunnel || answer.encode().length <= FACTOR * asked.datagram().length;
        Answers.answerStranger(back, fits ? answer : withoutAlternates(answer), actions);
    }

    /** Those are told again to whoever registers. */
    private static DiscoveryMessage withoutAlternates(DiscoveryMessage answer) {
        return switch (answer) {
            case DiscoveryMessage.Confirm confirm ->
                new DiscoveryMessage.Confirm(
                        confirm.requestSeqNum(),
                        confirm.gatekeeperIdentifier(),
                        confirm.rasAddress(),
                        List.of(),
                        confirm.authenticationMode(),
                        confirm.algorithm(),
                        confirm.features());
            case DiscoveryMessage.Reject reject ->
                new DiscoveryMessage.Reject(
                        reject.requestSeqNum(), reject.gatekeeperIdentifier(), reject.reason(), List.of());
            case DiscoveryMessage.Request request -> request;
        };
    }

    private DiscoveryMessage answer(DiscoveryMessage.Request request, Asked asked) {
        if (!request.gatekeeperIdentifier()
                .orElse(policy.zone().gatekeeperIdentifier())
                .equals(policy.zone().gatekeeperIdentifier())) {
            return reject(request, Reasons.GRJ_TERMINAL_EXCLUDED);
        }
        Optional<ObjectIdentifier> algorithm = Stream.of(H235Oids.HMAC_SHA1_96, H235Oids.MD5, H235Oids.ACCESS_TOKEN)
                .filter(known -> offers(request, known))
                .findFirst();
        if (policy.passwordRequired() && !request.algorithms().isEmpty() && algorithm.isEmpty()) {
            return reject(request, Reasons.GRJ_SECURITY_DENIAL);
        }
        return new DiscoveryMessage.Confirm(
                request.requestSeqNum(),
                Optional.of(policy.zone().gatekeeperIdentifier()),
                Optional.of(policy.zone().rasAddress(asked.from())),
                policy.zone().alternates(),
                algorithm.map(Discovery::mechanism),
                algorithm,
                features(request, asked));
    }

    private FeatureSet features(DiscoveryMessage.Request request, Asked asked) {
        FeatureSet tunnelling = FeatureSet.supporting(Feature.of(Feature.RAS_TUNNELLING));
        FeatureSet way = switch (asked.path()) {
            case RasPath.Tunnel _ -> tunnelling;
            case RasPath.Datagrams(InetSocketAddress from) -> {
                FeatureSet traversal = GatekeeperPolicy.features(policy.traverses(
                        request.features(), request.rasAddress().stream().toList(), from));
                yield mayTunnel(request) ? traversal.and(tunnelling) : traversal;
            }
        };
        return way.and(QosReports.wantedOf(request.features()));
    }

    private boolean mayTunnel(DiscoveryMessage.Request request) {
        return policy.traversal().isPresent()
                && request.features().find(Feature.RAS_TUNNELLING).isPresent();
    }

    private DiscoveryMessage.Reject reject(DiscoveryMessage.Request request, Choice reason) {
        return new DiscoveryMessage.Reject(
                request.requestSeqNum(),
                Optional.of(policy.zone().gatekeeperIdentifier()),
                reason,
                policy.zone().alternates());
    }

    private static boolean offers(DiscoveryMessage.Request request, ObjectIdentifier algorithm) {
        return request.algorithms().contains(algorithm)
                && request.authenticationCapability().contains(mechanism(algorithm));
    }

    private static Choice mechanism(ObjectIdentifier algorithm) {
        return algorithm.equals(H235Oids.ACCESS_TOKEN)
                ? H235Types.AUTHENTICATION_MECHANISM.value(
                        "authenticationBES", H235Types.AUTHENTICATION_BES.value("radius"))
                : H235Types.AUTHENTICATION_MECHANISM.value("pwdHash");
    }
}
