def conv_transpose2d(x, w, stride=1, padding=0):
    rows = (len(x) - 1) * stride + len(w)
    cols = (len(x[0]) - 1) * stride + len(w[0])

    y = [[0] * cols for _ in range(rows)]
    for i in range(len(x)):
        for j in range(len(x[0])):
            for a in range(len(w)):
                for b in range(len(w[0])):
                    y[i * stride + a][j * stride + b] += x[i][j] * w[a][b]

    # cut the frame off
    return [row[padding:cols - padding] for row in y[padding:rows - padding]]


side = len(conv_transpose2d([[1] * 3] * 3, [[1] * 3] * 3))

claims = dict(zip("ab", (False, True)))

why = ("It takes one pixel, multiplies the whole kernel by it and adds that to the output, then "
       "goes to the next pixel. With stride 2 it moves two pixels on the output, so the image "
       "becomes about twice as big. The matrix is the transpose of the matrix of the convolution, "
       "which is usually not its inverse!")
