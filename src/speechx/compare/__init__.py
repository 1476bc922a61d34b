"""Two sets of results compared: which speeches, speakers, headings, figures and terms were gained, lost and changed.

``results`` reads what ``speechx parse`` wrote, ``matching`` finds what belongs together, ``changes`` tells the rest.
Everything works on the plain values of the JSON, so that the output of an older or newer version can be compared too.
"""
