/**
 * What can be said of a picture without knowing what it should be like: whether it moves, whether one sees anything in it, and
 * how large, how lit and how sharp the largest face in it is. Start at {@link org.courtbridge.codecs.measure.picture.PictureMeter}.
 */
@NullMarked
package org.courtbridge.codecs.measure.picture;

import org.jspecify.annotations.NullMarked;
