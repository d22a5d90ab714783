package org.courtbridge.h323.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.h450.H450Types;
import org.courtbridge.h323.h450.OperationCode;
import org.courtbridge.h323.h450.RemoteOperation;
import org.courtbridge.h323.h450.ServiceEntity.Phase;
import org.courtbridge.h323.h450.SupplementaryService;
import org.courtbridge.h323.h450.SupplementaryService.Interpretation;
import org.junit.jupiter.api.Test;

class CallServicesTest {

    private static final SignallingBody.Release RELEASE =
            new SignallingBody.Release(Optional.empty(), ReleaseReason.NORMAL);

    private final CallServices services = new CallServices();

    private void receive(Phase phase, int operation, Optional<Octets> argument) {
        RemoteOperation invoke =
                new RemoteOperation.Invoke(1, Optional.empty(), OperationCode.local(operation), argument);
        services.receive(List.of(new SupplementaryService(Interpretation.REJECT, List.of(invoke)).encode()), phase);
    }

    @Test
    void answersWaitForAMessageThatGoesAllTheWayAndGoOnce() {
        receive(Phase.ACTIVE, 0, Optional.empty());
        receive(Phase.ACTIVE, 0, Optional.empty());
        assertThat(services.areWaiting()).isTrue();
        assertThat(services.with(new SignallingBody.Information("1"))).isEmpty();
        assertThat(services.areWaiting()).isTrue();
        assertThat(services.with(new SignallingBody.Empty())).hasSize(2);
        assertThat(services.areWaiting()).isFalse();
        assertThat(services.with(new SignallingBody.Empty())).isEmpty();
    }

    /** callTransferSetup, which fails with the call (establishmentFailure). */
    @Test
    void aTransferIsAnsweredByTheEndOfTheCall() {
        Octets argument = Octets.of(H450Types.CT_SETUP_ARG.encode(
                H450Types.CT_SETUP_ARG.build().set("callIdentity", "").done()));
        receive(Phase.SETUP, 10, Optional.of(argument));
        assertThat(services.areWaiting()).isFalse();
        assertThat(services.with(RELEASE))
                .containsExactly(SupplementaryService.answering(List.of(new RemoteOperation.Failure(
                                BigInteger.ONE, OperationCode.local(1006), Optional.empty())))
                        .encode());
    }
}
