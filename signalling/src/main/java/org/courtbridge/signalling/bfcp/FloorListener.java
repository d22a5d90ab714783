package org.courtbridge.signalling.bfcp;

/** Receives the requests for a hearing's floor and its changes; on the server's thread, which it does not keep. */
public interface FloorListener {

    /** With {@link FloorPolicy#HEARING_DECIDES}: {@link HearingFloor#grant} or {@link HearingFloor#deny} is awaited. */
    void floorAsked(int user);

    /** This user withdraws its request before the floor was granted. */
    void floorWithdrawn(int user);

    /** This user presents now, and nobody else. */
    void floorTaken(int user);

    /** Nobody presents. */
    void floorFreed();
}
