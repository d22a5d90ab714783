package org.courtbridge.signalling.webrtc;

import org.courtbridge.signalling.sdp.Direction;
import org.courtbridge.signalling.sdp.MediaDescription;

/** What became of one medium of the offer that we serve. */
sealed interface NegotiatedMedium permits NegotiatedSound, NegotiatedPicture {

    String mid();

    /** Which way it flows, seen from us. */
    Direction ours();

    /** Its formats and sources as they stand in the answer; transport and direction are not its affair. */
    MediaDescription answer(MediaDescription offered);
}
