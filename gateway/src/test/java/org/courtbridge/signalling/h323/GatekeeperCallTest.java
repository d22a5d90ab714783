package org.courtbridge.signalling.h323;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.SipStatus;
import org.courtbridge.h323.h225.AdmittedDetails;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h225.RasTypes;
import org.courtbridge.h323.h235.H235Types;
import org.courtbridge.h323.h460.FeatureSet;
import org.courtbridge.h323.per.ObjectIdentifier;
import org.courtbridge.h323.ras.AdmissionMessage;
import org.courtbridge.h323.ras.AlternateGatekeeper;
import org.courtbridge.h323.ras.CallModel;
import org.courtbridge.h323.ras.DisengageMessage;
import org.courtbridge.h323.ras.RasMessage;
import org.courtbridge.h323.ras.Referral;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.signalling.h323.gatekeeper.Admission;
import org.courtbridge.signalling.h323.gatekeeper.Route;
import org.courtbridge.signalling.rooms.CallFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rooms that only the court's own gatekeeper knows are called through it. */
class GatekeeperCallTest {

    private static final PortRange PORTS = new PortRange(43_100, 43_199);
    private static final List<AliasAddress> CALLED =
            List.of(new AliasAddress.DialledDigits("5001"), new AliasAddress.H323Id("5001"));
    private static final AdmittedDetails DETAILS = new AdmittedDetails(
            List.of(new AliasAddress.DialledDigits("78")),
            Optional.of(new AliasAddress.H323Id("Зал 2")),
            List.of(H235Types.CLEAR_TOKEN
                    .build()
                    .set("tokenOID", ObjectIdentifier.of("0.0.8.235.0.2.5"))
                    .set("random", BigInteger.valueOf(7))
                    .done()));

    @TempDir
    private Path folder;

    private static AdmissionMessage.Confirm confirm(
            AdmissionMessage.Request request,
            CallModel model,
            InetSocketAddress address,
            List<AliasAddress> destination,
            AdmittedDetails details) {
        return new AdmissionMessage.Confirm(
                request.requestSeqNum(),
                20_000,
                model,
                Optional.of(address),
                Optional.empty(),
                destination,
                false,
                details,
                FeatureSet.NONE);
    }

    private static CompletableFuture<LegId> call(Rig rig) throws Exception {
        Device device = rig.devices.add("Зал 1", "5001", "secret-1");
        rig.conferences.await(rig.endpoint::isRegistered);
        assertThat(rig.endpoint.isRegistered(device)).isFalse();
        assertThat(rig.endpoint.mayFind(device)).isTrue();
        return rig.endpoint.call(device, rig.into("h100")).toCompletableFuture();
    }

    @ParameterizedTest
    @EnumSource(CallModel.class)
    void callsWhereTheGatekeeperSays(CallModel model) throws Exception {
        List<AliasAddress> instead = List.of(new AliasAddress.H323Id("Зал 1 (2)"));
        try (TestRoom room = TestRoom.waiting(true, true);
                ScriptedGatekeeper gatekeeper = new ScriptedGatekeeper(
                        request -> Optional.of(confirm(request, model, room.address(), instead, DETAILS)));
                Rig rig = new Rig(folder, PORTS, gatekeeper.account())) {
            CompletableFuture<LegId> leg = call(rig);
            room.awaitSeen(SignallingBody.Setup.class);
            room.picksUp();
            room.await(leg::isDone);
            assertThat(leg.get()).isEqualTo(rig.conferences.leg().id());

            AdmissionMessage.Request asked = gatekeeper.await(AdmissionMessage.Request.class);
            assertThat(asked.parties().destinationInfo()).isEqualTo(CALLED);
            assertThat(asked.parties().srcInfo()).containsExactly(new AliasAddress.DialledDigits("7000"));
            assertThat(asked.answerCall()).isFalse();
            assertThat(asked.endpointIdentifier()).isEqualTo(ScriptedGatekeeper.ENDPOINT);

            SignallingBody.Setup setup = room.seen(SignallingBody.Setup.class).getFirst();
            boolean routed = model == CallModel.GATEKEEPER_ROUTED;
            assertThat(setup.identity().callIdentifier())
                    .isEqualTo(asked.identity().callIdentifier());
            assertThat(setup.identity().conferenceId())
                    .isEqualTo(asked.identity().conferenceId());
            assertThat(setup.parties().called()).isEqualTo(instead);
            assertThat(setup.admitted().details().tokens()).containsAll(DETAILS.tokens());
            assertThat(setup.admitted().details().extraCallInfo()).isEqualTo(DETAILS.extraCallInfo());
            assertThat(setup.admitted().details().remoteExtension()).isEqualTo(DETAILS.remoteExtension());
            assertThat(setup.admitted().endpointIdentifier())
                    .isEqualTo(routed ? Optional.of(ScriptedGatekeeper.ENDPOINT) : Optional.empty());
            assertThat(setup.parties().signalAddress())
                    .isEqualTo(routed ? Optional.empty() : Optional.of(room.address()));
            assertThat(room.reference()).isEqualTo(asked.identity().callReferenceValue());
            room.await(() -> !rig.conferences.media().sentVideos().isEmpty());
            // Of the 2 Mbit/s that the gatekeeper grants both ways together.
            assertThat(rig.conferences.media().sentVideos().getFirst().bitrate())
                    .isEqualTo(936_000);

            room.hangUp();
            DisengageMessage.Request over = gatekeeper.await(DisengageMessage.Request.class);
            assertThat(over.callIdentifier()).isEqualTo(asked.identity().callIdentifier());
            assertThat(over.answeredCall()).isFalse();
        }
    }

    @Test
    void asksNobodyAboutARoomThatHasRegisteredHere() throws Exception {
        try (TestRoom room = TestRoom.waiting(true, true);
                ScriptedGatekeeper gatekeeper = new ScriptedGatekeeper(GatekeeperCallTest::denied);
                Rig rig = new Rig(folder, PORTS, gatekeeper.account())) {
            Device device = rig.devices.add("Зал 1", "room1", "secret-1");
            rig.conferences.await(rig.endpoint::isRegistered);
            try (TestRegistration _ = TestRegistration.made(rig.endpoint, "room1", "secret-1", room.address())) {
                CompletableFuture<LegId> leg =
                        rig.endpoint.call(device, rig.into("h100")).toCompletableFuture();
                room.awaitSeen(SignallingBody.Setup.class);
                room.picksUp();
                room.await(leg::isDone);
                assertThat(leg).isCompleted();
            }
        }
    }

    private static Optional<RasMessage> denied(AdmissionMessage.Request request) {
        return refused(request, "requestDenied", List.of());
    }

    private static Optional<RasMessage> refused(
            AdmissionMessage.Request request, String reason, List<InetSocketAddress> instead) {
        return Optional.of(new AdmissionMessage.Reject(
                request.requestSeqNum(), RasTypes.ADMISSION_REJECT_REASON.value(reason), instead, Referral.NONE));
    }

    private CallFailedException failure(Function<AdmissionMessage.Request, Optional<RasMessage>> admission)
            throws Exception {
        try (ScriptedGatekeeper gatekeeper = new ScriptedGatekeeper(admission);
                Rig rig = new Rig(folder, PORTS, gatekeeper.account())) {
            CompletableFuture<LegId> leg = call(rig);
            CallFailedException[] failure = new CallFailedException[1];
            assertThatThrownBy(() -> leg.get(60, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(CallFailedException.class, why -> failure[0] = why);
            return failure[0];
        }
    }

    @Test
    void saysWhyTheGatekeeperRefuses() throws Exception {
        CallFailedException failure = failure(GatekeeperCallTest::denied);
        assertThat(failure).hasMessage("the court's gatekeeper refuses: it does not allow the call");
        assertThat(failure.reason()).isEqualTo(EndReason.REFUSED);
        assertThat(failure.status()).isEqualTo(403);
    }

    @Test
    void saysThatARoomIsNowhere() throws Exception {
        CallFailedException failure = failure(request -> refused(request, "calledPartyNotRegistered", List.of()));
        assertThat(failure).hasMessage("the court's gatekeeper refuses: the room is not registered with it");
        assertThat(failure.reason()).isEqualTo(EndReason.SIGNALLING_LOST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"callerNotRegistered", "invalidEndpointIdentifier"})
    void callsNobodyWhereTheGatekeeperDoesNotKnowUs(String reason) throws Exception {
        CallFailedException failure = failure(request -> refused(request, reason, List.of()));
        assertThat(failure).hasMessage("cannot reach the room: the court's gatekeeper does not say where it is");
    }

    /** It was started anew, and had forgotten us. */
    @Test
    void callsARoomAfterRegisteringOnceMore() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (TestRoom room = TestRoom.waiting(true, true);
                ScriptedGatekeeper gatekeeper = new ScriptedGatekeeper(request -> asked.getAndIncrement() == 0
                        ? refused(request, "callerNotRegistered", List.of())
                        : Optional.of(
                                confirm(request, CallModel.DIRECT, room.address(), List.of(), AdmittedDetails.NONE)));
                Rig rig = new Rig(folder, PORTS, gatekeeper.account())) {
            CompletableFuture<LegId> leg = call(rig);
            room.awaitSeen(SignallingBody.Setup.class);
            room.picksUp();
            room.await(leg::isDone);
            assertThat(leg).isCompleted();
        }
    }

    /** The other is asked by the name that the first one gave us, or by one of its own if we have to register there first. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void callsARoomThatAnotherGatekeeperAdmitsUsTo(boolean needToRegister) throws Exception {
        try (TestRoom room = TestRoom.waiting(true, true);
                ScriptedGatekeeper other = new ScriptedGatekeeper(request -> Optional.of(
                        confirm(request, CallModel.DIRECT, room.address(), List.of(), AdmittedDetails.NONE)));
                ScriptedGatekeeper gatekeeper = new ScriptedGatekeeper(
                        request -> Optional.of(referred(request, other.address(), needToRegister)));
                Rig rig = new Rig(folder, PORTS, gatekeeper.account())) {
            CompletableFuture<LegId> leg = call(rig);
            room.awaitSeen(SignallingBody.Setup.class);
            room.picksUp();
            room.await(leg::isDone);
            assertThat(leg).isCompleted();
            assertThat(other.await(AdmissionMessage.Request.class).gatekeeperIdentifier())
                    .contains(needToRegister ? "Court" : "Other");
        }
    }

    private static RasMessage referred(
            AdmissionMessage.Request request, InetSocketAddress other, boolean needToRegister) {
        return new AdmissionMessage.Reject(
                request.requestSeqNum(),
                RasTypes.ADMISSION_REJECT_REASON.value("resourceUnavailable"),
                List.of(),
                new Referral(List.of(new AlternateGatekeeper(other, Optional.of("Other"), needToRegister, 1)), false));
    }

    /** It names telephone numbers, if anything; an address of call signalling is none of theirs. */
    @Test
    void saysThatARoomIsToBeCalledByTelephone() throws Exception {
        CallFailedException failure = failure(request -> Optional.of(new AdmissionMessage.Reject(
                request.requestSeqNum(),
                RasTypes.ADMISSION_REJECT_REASON.value("routeCallToSCN", List.of()),
                List.of(new InetSocketAddress("127.0.0.1", 1720)),
                Referral.NONE)));
        assertThat(failure).hasMessage("the court's gatekeeper refuses: it wants the room to be called by telephone");
        assertThat(failure.status()).isEqualTo(480);
    }

    @Test
    void callsThroughAGatekeeperThatWantsToRoute() throws Exception {
        try (TestRoom room = TestRoom.waiting(true, true);
                ScriptedGatekeeper gatekeeper = new ScriptedGatekeeper(
                        request -> refused(request, "routeCallToGatekeeper", List.of(room.address())));
                Rig rig = new Rig(folder, PORTS, gatekeeper.account())) {
            CompletableFuture<LegId> leg = call(rig);
            room.awaitSeen(SignallingBody.Setup.class);
            assertThat(room.seen(SignallingBody.Setup.class)
                            .getFirst()
                            .parties()
                            .called())
                    .isEqualTo(CALLED);
            room.picksUp();
            room.await(leg::isDone);
            assertThat(leg).isCompleted();
        }
    }

    @Test
    void saysThatTheGatekeeperWantsTheCallToEnd() throws Exception {
        try (TestRoom room = TestRoom.waiting(true, true);
                ScriptedGatekeeper gatekeeper = new ScriptedGatekeeper(request -> Optional.of(
                        confirm(request, CallModel.DIRECT, room.address(), List.of(), AdmittedDetails.NONE)));
                Rig rig = new Rig(folder, PORTS, gatekeeper.account())) {
            CompletableFuture<LegId> leg = call(rig);
            room.awaitSeen(SignallingBody.Setup.class);
            assertThat(room.seen(SignallingBody.Setup.class)
                            .getFirst()
                            .parties()
                            .called())
                    .isEqualTo(CALLED);
            room.picksUp();
            room.await(leg::isDone);
            AdmissionMessage.Request asked = gatekeeper.await(AdmissionMessage.Request.class);
            gatekeeper.says(new DisengageMessage.Request(
                    900,
                    ScriptedGatekeeper.ENDPOINT,
                    asked.identity().conferenceId(),
                    asked.identity().callReferenceValue(),
                    RasTypes.DISENGAGE_REASON.value("forcedDrop"),
                    asked.identity().callIdentifier(),
                    false,
                    Optional.empty(),
                    List.of()));
            room.awaitSeen(SignallingBody.Release.class);
            gatekeeper.await(DisengageMessage.Confirm.class);
            rig.conferences.await(() -> rig.conferences.story().contains("left REMOVED"));
        }
    }

    /** Each reason that there is, but those that say nothing of the call. */
    @Test
    void refusalsAreAsTheTableSays() throws IOException {
        List<List<String>> rows = Files.readString(Path.of("../docs/h323-causes.md"))
                .lines()
                .dropWhile(line -> !line.startsWith("## Refusal of admission"))
                .filter(line -> line.startsWith("| `"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                        .map(cell -> cell.strip().replace("`", ""))
                        .toList())
                .toList();
        assertThat(rows)
                .extracting(List::getFirst)
                .containsExactlyElementsOf(RasTypes.ADMISSION_REJECT_REASON.alternatives().stream()
                        .map(one -> one.name())
                        .filter(name -> !Set.of("callerNotRegistered", "invalidEndpointIdentifier")
                                .contains(name))
                        .toList());
        assertThat(rows).allSatisfy(row -> {
            assertThat(Admission.reason(row.get(0)).reason()).contains(row.get(1));
            assertThat(SipStatus.of(Admission.reason(row.get(0)))).isEqualTo(Integer.parseInt(row.get(2)));
            assertThat(Route.words(row.get(0))).isEqualTo(row.get(3));
        });
    }
}
