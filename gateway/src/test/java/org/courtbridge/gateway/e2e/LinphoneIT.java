package org.courtbridge.gateway.e2e;

import org.junit.jupiter.api.Test;

/** A room of one make and a room of another hear and see each other in a hearing. */
class LinphoneIT {

    @Test
    void callsIsCalledHearsAndSees() throws Exception {
        try (Court court = Court.open("LinphoneIT");
                BaresipPeer room = court.room(1);
                LinphonePeer linphone = LinphonePeer.start(court.folder())) {
            court.start();
            court.call(room);
            linphone.register("room2", court.addDevice(2), Court.SERVER);

            linphone.command("call sip:" + Court.NUMBER + "@" + Court.SERVER);
            court.awaitLegs(2);
            Await.until(
                    "sight of the other room",
                    Court.PATIENCE,
                    () -> linphone.screen()
                            .filter(picture -> picture.party() == 1)
                            .isPresent());
            Await.until("its picture in the other room", Court.PATIENCE, () -> room.framesShown() > 0);
            Await.until("some seconds of sound", Court.PATIENCE, () -> linphone.secondsRecorded() > 4);
            linphone.command("terminate");
            court.awaitLegs(1);
            Await.until("sound of the other room alone", Court.PATIENCE, () -> {
                short[] heard = linphone.heard();
                return Tones.hears(1, heard, LinphonePeer.SAMPLE_RATE)
                        && !Tones.hears(2, heard, LinphonePeer.SAMPLE_RATE);
            });

            court.dial(2);
            court.awaitLegs(2);
            court.remove(2);
            court.awaitLegs(1);
        }
    }
}
