package org.courtbridge.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.courtbridge.media.transport.TcpAdmission.Proof;
import org.junit.jupiter.api.Test;

class TcpAdmissionTest {

    private final TcpAdmission admission = new TcpAdmission();

    private static InetAddress address(int number) {
        try {
            return InetAddress.getByAddress(new byte[] {10, 0, (byte) (number >> 8), (byte) number});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** @return how many of so many are let in */
    private int come(int many, int from) {
        int admitted = 0;
        for (int i = 0; i < many; i++) {
            admitted += admission.admit(address(from)) ? 1 : 0;
        }
        return admitted;
    }

    @Test
    void anAddressHasThirtyTwoThatProveNothing() {
        assertThat(come(40, 1)).isEqualTo(32);
        assertThat(come(1, 2)).as("another").isOne();
    }

    @Test
    void whoProvesHimselfMakesRoomAtHisAddress() {
        come(32, 1);
        admission.proven(address(1));
        admission.proven(address(1));
        assertThat(come(3, 1)).isEqualTo(2);
    }

    @Test
    void whoGoesMakesRoomWhetherHeProvedHimselfOrNot() {
        come(32, 1);
        admission.gone(address(1), Proof.NOT_SHOWN);
        assertThat(come(2, 1)).isOne();
        admission.proven(address(1));
        admission.gone(address(1), Proof.SHOWN);
        assertThat(come(2, 1))
                .as("the one who proved himself had made room before")
                .isOne();
    }

    @Test
    void manyAddressesTogetherHaveAThousandThatProveNothing() {
        int admitted = 0;
        for (int from = 0; from < 100; from++) {
            admitted += come(32, from);
        }
        assertThat(admitted).isEqualTo(1024);
        admission.gone(address(0), Proof.NOT_SHOWN);
        assertThat(come(2, 200)).isOne();
    }

    @Test
    void inAllThereAreFourThousand() {
        int admitted = 0;
        for (int from = 0; from < 5000; from++) {
            if (admission.admit(address(from))) {
                admission.proven(address(from));
                admitted++;
            }
        }
        assertThat(admitted).isEqualTo(4096);
        admission.gone(address(0), Proof.SHOWN);
        assertThat(come(2, 5000)).isOne();
    }
}
