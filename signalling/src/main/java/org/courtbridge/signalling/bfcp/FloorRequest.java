package org.courtbridge.signalling.bfcp;

import java.util.Optional;

/**
 * One user's wish to present, and how it stands.
 *
 * @param id 1 to 65,535
 * @param said why, in the user's words
 */
record FloorRequest(int id, int user, RequestStatus status, Optional<String> said) {

    FloorRequest now(RequestStatus next) {
        return new FloorRequest(id, user, next, said);
    }

    /**
     * The FLOOR-REQUEST-INFORMATION attribute of this request (RFC 8855, section 5.2.15).
     *
     * @param name of the user, for display
     */
    BfcpAttribute information(int floor, String name) {
        BfcpAttribute.Group overall = BfcpAttribute.group(
                BfcpAttribute.OVERALL_REQUEST_STATUS, id, new BfcpAttribute.Status(true, status.code(), 0));
        BfcpAttribute.Group onFloor = BfcpAttribute.group(BfcpAttribute.FLOOR_REQUEST_STATUS, floor);
        BfcpAttribute.Group beneficiary = BfcpAttribute.group(
                BfcpAttribute.BENEFICIARY_INFORMATION, user, BfcpAttribute.text(BfcpAttribute.USER_DISPLAY_NAME, name));
        return said.map(words -> BfcpAttribute.group(
                        BfcpAttribute.FLOOR_REQUEST_INFORMATION,
                        id,
                        overall,
                        onFloor,
                        beneficiary,
                        BfcpAttribute.text(BfcpAttribute.PARTICIPANT_PROVIDED_INFO, words)))
                .orElseGet(() -> BfcpAttribute.group(
                        BfcpAttribute.FLOOR_REQUEST_INFORMATION, id, overall, onFloor, beneficiary));
    }
}
