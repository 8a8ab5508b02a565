"""The words of made pages: controls, credits, titles of lists and the like, written for this or common to all sites."""

# ruff: noqa: E501 - sentences as they are written

MORE = ("See more {}", "More {}", "More from {}", "View all {}", "Show more", "Load more", "See all {}")
ALSO = ("Read more", "Read also", "Related", "Most read", "Trending", "Recommended", "Lesen Sie auch", "Mehr zum Thema",
        "Meistgelesen", "Lire aussi", "Lee también", "Leggi anche", "Läs mer", "Lees ook")  # fmt: skip
PLAYER = (("Listen to this article", "Preparing your audio"), ("Listen to this article",), ("Listen to the story", "Play"),
          ("Hear this story read out", "Player is loading"), ("Artikel anhören",), ("Écouter l'article",),
          ("Escuchar artículo",), ("Audio wird geladen...",))  # fmt: skip
LISTEN = ("Listen to this article", "Preparing your audio", "Share", "Watch: {}", "Play video", "Copy link", "Advertisement",
          "Save", "Print", "Listen", "Read aloud", "Comments", "Subscribe")  # fmt: skip
AGENCIES = ("Alamy", "Getty", "Reuters", "AP", "AFP", "PA", "Getty Images", "EPA", "Shutterstock", "dpa", "Handout")
MAKERS = ("Mara Lindqvist", "T. Okafor", "Jonas Felber", "Inés Carrasco", "P. Wyndham", "Lucie Aubert", "Harbour Trust",
          "Ole van der Meer", "courtesy of the family", "private")  # fmt: skip
PICTURES = ("Picture", "Photo", "Photograph", "Credit", "Image", "Foto", "Bild", "Source", "Quelle", "Imagen", "Fotografie",
            "Kuva", "Immagine", "Styling", "Grafik", "Montage", "Screenshot")  # fmt: skip
AROUND = ("{}", "{}", "{}", "({})", "[{}]", "/ {}", "| {}", "© {}", "{}.", "- {}")
CAPTIONED = ("Legende: {}", "Image caption, {}", "[1/4] {}", "Im Bild: {}", "{} (Archivbild)", "{} (file photo)",
             "Pictured: {}", "File: {}", "Symbolbild: {}", "{} (Archivfoto)", "Bildunterschrift: {}")  # fmt: skip
"""How captions begin and end that say of themselves that they are."""
SHOWS = ("answers callers", "in the studio", "on stage", "has her say", "responds", "on the phone", "talks it through",
         "weighs in", "sums up", "replies", "debates", "speaks out", "discusses", "erklärt", "im Gespräch", "antwortet", "répond")  # fmt: skip
"""What a recording's title says its guest does."""
GUESTS = ("Mara Lindqvist", "Tom Okafor", "Jonas Felber", "Inés Carrasco", "Pia Wyndham", "Lucie Aubert", "Henrik Dahl")
QUOTED = ("'{}'", "'{}'", "“{}”", "{}", "„{}“")
HEADINGS = ("Top stories", "Just in", "Most read", "Around the county", "Comment", "Views and letters", "World",
            "More from the web", "Trending", "Editor's picks", "Stories in depth", "Sport", "Weekend", "Also in the paper",
            "Meistgelesen", "Mehr zum Thema", "À lire aussi", "Lo más leído", "Más noticias")  # fmt: skip
SUBJECTS = ("Fishing quotas", "Rail fares", "Flooding", "School meals", "Housing", "Harbour works", "Wages", "Farming",
            "Weather", "Climate", "Elections", "Opera", "Lisbon")  # fmt: skip
LEADS = ("Read more: ", "READ MORE: ", "Also read: ", "Watch: ", "More: ", "", "", "RELATED: ", "Lesen Sie auch: ",
         "Lire aussi : ", "Lee también: ")  # fmt: skip
"""What a link to another story begins with."""
LEGAL = (
    "We use cookies and similar technologies to keep this site running, to measure how it is used and to show you "
    "advertising that fits your interests. You can change your choice at any time in the settings.",
    "These cookies are needed for the site to work and cannot be turned off. They are set when you sign in, fill in a form "
    "or choose your privacy settings. They do not store anything that tells who you are.",
    "You may tell us at any time not to sell or share your personal data. If you opt out we will not pass it on to third "
    "parties, and the advertising you see may fit you less well.",
    "Sign up for our daily newsletter and get the stories that matter in your inbox every morning. By signing up you accept "
    "our terms of use and our privacy notice.",
    "All rights reserved. No part of this site may be copied, stored or passed on without our written consent.",
    "Wir und unsere Partner verwenden Cookies, um Inhalte und Anzeigen zu personalisieren und die Zugriffe auf unsere Seite zu "
    "messen. Sie können Ihre Einwilligung jederzeit in den Einstellungen widerrufen.",
    "Um diesen Inhalt zu sehen, müssen Sie der Verarbeitung Ihrer Daten zustimmen. Dabei können personenbezogene Daten an "
    "Anbieter außerhalb der EU übermittelt werden.",
    "Mit dem Newsletter erhalten Sie jeden Morgen die wichtigsten Nachrichten des Tages. Sie können ihn jederzeit abbestellen.",
    "Nous et nos partenaires utilisons des cookies pour mesurer l'audience et afficher des publicités adaptées. Vous pouvez "
    "modifier vos choix à tout moment en bas de chaque page.",
    "Utilizamos cookies propias y de terceros para analizar el uso del sitio y mostrarle publicidad. Puede aceptar o rechazar "
    "su uso en cualquier momento.",
    "Utilizziamo i cookie per migliorare il servizio e mostrare annunci in linea con i tuoi interessi. Puoi revocare il "
    "consenso quando vuoi.",
    "Bu site, deneyiminizi geliştirmek için çerezler kullanır. Ayarlarınızı istediğiniz zaman değiştirebilirsiniz.",
    "Vi bruger cookies til at forbedre din oplevelse og til at vise annoncer. Du kan altid ændre dit samtykke.",
    "This site is run by an independent company. We welcome your comments; please keep them polite and to the point. Posts "
    "that break our rules are taken down.",
    "Your support keeps our reporting free for everyone. If you can, please consider giving a small sum each month.",
    "Mit Ihrer Unterstützung bleibt unser Journalismus für alle frei zugänglich. Schon ein kleiner Betrag hilft uns weiter.",
    "Readers can comment on this story until midnight. The editors reserve the right to shorten or remove posts.",
)
"""Written for this; the kind of paragraph that reads like prose and is none of the article."""
NAMES = ("Hafenmeister", "Rosa T.", "ewald_k", "Jane from Leeds", "Le Vieux", "skeptic77", "M. Oduya", "Tante Käthe", "PJ",
         "ana_lopez", "Gerd-Uwe", "nordlicht", "OldTimer", "B. Ferrant", "quiet reader", "Yusuf A.", "Lotte")  # fmt: skip
REPLY = ("Reply", "Antworten", "Répondre", "Responder", "Melden", "Report", "Like", "0", "12", "Share", "Empfehlen")
COMMENTS = ("Comments", "Kommentare", "Leserkommentare", "Join the conversation", "Commentaires", "Comentarios", "Yorumlar",
            "14 Kommentare", "View comments", "What readers say")  # fmt: skip
KICKERS = ("Exclusive", "Live", "Video", "Analysis", "Fashion", "Culture", "Football", "Meinung", "Wirtschaft", "Opinion",
           "Politique", "Mundo", "Podcast", "Interview")  # fmt: skip
LINES = (
    *(("control", text) for text in ("Share", "Print", "Save", "Listen to this article", "Comments", "Copy link", "Teilen",
           "Drucken", "Partager", "Imprimer", "Compartir", "Condividi", "Paylaş", "Del", "Dela")),
    *(("other", text) for text in ("Advertisement", "Advertising", "Story continues below", "Subscribe now", "Log in", "Menu",
           "Sign up to our newsletter", "Follow us", "Follow us on Twitter", "Like us on Facebook",
           "Anzeige", "Werbung", "Newsletter abonnieren", "Folgen Sie uns", "Publicité", "Annonce",
           "S'abonner", "Publicidad", "Suscríbete", "Pubblicità", "Iscriviti", "Reklam", "Reclame")),
)  # fmt: skip
