package org.courtbridge.h323.ras;

import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h460.FeatureSet;

/** Makes the messages of an endpoint to its gatekeeper, with the identifiers that they have for each other. */
final class EndpointMessages {

    private final EndpointProfile profile;
    private Optional<String> gatekeeperIdentifier;
    private Optional<String> endpointIdentifier = Optional.empty();

    EndpointMessages(EndpointProfile profile) {
        this.profile = profile;
        this.gatekeeperIdentifier = profile.gatekeepers().identifier();
    }

    Optional<String> gatekeeperIdentifier() {
        return gatekeeperIdentifier;
    }

    /** Identifier that the gatekeeper has given the endpoint, while it is registered. */
    Optional<String> endpointIdentifier() {
        return endpointIdentifier;
    }

    /** Before another gatekeeper is tried. */
    void forgetNames() {
        forgetEndpointIdentifier();
        gatekeeperIdentifier = profile.gatekeepers().identifier();
    }

    void forgetEndpointIdentifier() {
        endpointIdentifier = Optional.empty();
    }

    /** Another gatekeeper, which knows the endpoint by the same identifier. @param identifier its own, if it is known */
    void turnTo(Optional<String> identifier) {
        gatekeeperIdentifier = identifier.or(() -> gatekeeperIdentifier);
    }

    void learn(DiscoveryMessage.Confirm confirm) {
        gatekeeperIdentifier = confirm.gatekeeperIdentifier().or(() -> gatekeeperIdentifier);
    }

    void learn(RegistrationMessage.Confirm confirm) {
        gatekeeperIdentifier = confirm.gatekeeperIdentifier().or(() -> gatekeeperIdentifier);
        endpointIdentifier = Optional.of(confirm.endpointIdentifier());
    }

    /** Whether a message is for this endpoint. @param addressed whom it names, if it does */
    boolean isFor(Optional<String> addressed) {
        return addressed.isEmpty() || addressed.equals(endpointIdentifier);
    }

    /** @param prover if there is a password to prove */
    DiscoveryMessage.Request discovery(int number, Optional<Prover> prover) {
        return new DiscoveryMessage.Request(
                number,
                Optional.of(profile.endpoint().rasAddress()),
                profile.endpoint().endpointType(),
                gatekeeperIdentifier,
                profile.endpoint().aliases(),
                prover.map(_ -> Prover.MECHANISMS).orElse(List.of()),
                prover.map(_ -> Prover.ALGORITHMS).orElse(List.of()),
                true,
                profile.features());
    }

    RegistrationMessage.Request registration(int number) {
        return registration(number, profile.endpoint().aliases(), false);
    }

    RegistrationMessage.Request lightRegistration(int number) {
        return registration(number, List.of(), true);
    }

    private RegistrationMessage.Request registration(int number, List<AliasAddress> aliases, boolean light) {
        return new RegistrationMessage.Request(
                number,
                !light,
                new RegistrationMessage.Request.Endpoint(
                        List.of(profile.endpoint().callSignalAddress()),
                        List.of(profile.endpoint().rasAddress()),
                        profile.endpoint().endpointType(),
                        aliases,
                        profile.endpoint().vendor()),
                gatekeeperIdentifier,
                Optional.of(profile.timeToLive()),
                light,
                endpointIdentifier,
                false,
                profile.features());
    }

    UnregistrationMessage.Request unregistration(int number) {
        return new UnregistrationMessage.Request(
                number,
                List.of(profile.endpoint().callSignalAddress()),
                List.of(),
                endpointIdentifier,
                gatekeeperIdentifier,
                Optional.empty(),
                List.of());
    }

    /** @param gatekeeper who is asked, by its identifier */
    AdmissionMessage.Request admission(int number, EndpointCall call, Optional<String> gatekeeper) {
        return new AdmissionMessage.Request(
                number,
                Optional.empty(),
                endpointIdentifier.orElseThrow(),
                new AdmissionMessage.Request.Parties(
                        call.destination(), Optional.empty(), call.source(), call.sourceAddress()),
                call.bandWidth(),
                new AdmissionMessage.Request.Identity(
                        call.conferenceId(), call.callReferenceValue(), Optional.of(call.callIdentifier())),
                call.answered(),
                gatekeeper,
                true,
                FeatureSet.NONE);
    }

    BandwidthMessage.Request bandwidth(int number, EndpointCall call, long wanted) {
        return new BandwidthMessage.Request(
                number,
                endpointIdentifier.orElseThrow(),
                call.conferenceId(),
                call.callReferenceValue(),
                wanted,
                Optional.of(call.callIdentifier()),
                call.answered(),
                gatekeeperIdentifier);
    }

    DisengageMessage.Request disengagement(int number, EndpointCall call, Choice reason) {
        return new DisengageMessage.Request(
                number,
                endpointIdentifier.orElseThrow(),
                call.conferenceId(),
                call.callReferenceValue(),
                reason,
                Optional.of(call.callIdentifier()),
                call.answered(),
                gatekeeperIdentifier,
                List.of());
    }

    /** As the gatekeeper asked. */
    InfoMessage.Response response(int number, List<CallStatus> calls) {
        return response(number, calls, false);
    }

    InfoMessage.Response report(int number, CallStatus call) {
        return response(number, List.of(call), true);
    }

    private InfoMessage.Response response(int number, List<CallStatus> calls, boolean unsolicited) {
        return new InfoMessage.Response(
                number,
                profile.endpoint().endpointType(),
                endpointIdentifier.orElseThrow(),
                Optional.of(profile.endpoint().rasAddress()),
                List.of(profile.endpoint().callSignalAddress()),
                profile.endpoint().aliases(),
                calls,
                false,
                unsolicited,
                List.of());
    }
}
