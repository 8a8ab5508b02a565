"""Well-known news agencies, outlets and programmes, by name, without articles."""

from typing import Final


def _names(listed: str) -> frozenset[str]:
    return frozenset(" ".join(name.split()) for name in listed.split(","))


AGENCIES: Final = _names("""
    AAP, AFP, ANI, ANP, ANSA, AP, APA, Agence France-Presse, Agerpres, Anadolu, Anadolu Agency, Antara, Associated
    Press, Australian Associated Press, Belga, Belta, Bernama, Bloomberg, Bloomberg News, CNA, CTK, Canadian Press,
    DPA, Dow Jones, Dow Jones Newswires, EFE, Efe, Fars, Gannett, Hina, IRNA, ISNA, Interfax, Itar-Tass, Jiji, KCNA,
    KUNA, Kyodo, Kyodo News, Lusa, MENA, MTI, Ma'an, Maan, McClatchy, Mehr, NTB, PA, PA Media, PAP, PTI, Petra,
    Press Association, Press Trust of India, RIA, RIA Novosti, Reuters, Ritzau, SANA, Sputnik, TASS, TT, Tanjug,
    Tasnim, Tass, UPI, Ukrinform, United Press International, WAM, Wafa, Xinhua, Yonhap, dpa
""")
OUTLETS: Final = _names("""
    ABC, ABC News, ABC Spain, ARD, Aftonbladet, Al Ahram, Al Arabiya, Al Jazeera, Al Manar, Al Mayadeen, Al-Ahram,
    Al-Arabiya, Al-Jazeera, Al-Manar, Al-Monitor, Army Radio, Asahi, Asahi Shimbun, Asharq Al-Awsat, Atlantic,
    Axios, BBC, BBC News, BBC Radio, BFM, BFM TV, BFMTV, Bellingcat, Bild, Billboard, Blaze, Boston Globe,
    Breitbart, Breitbart News, Bulwark, Business Insider, BuzzFeed, BuzzFeed News, Buzzfeed, C-SPAN, CBC, CBS, CBS
    News, CCTV, CGTN, CNBC, CNN, CNN International, CNS News, CTV, Channel 12, Channel 13, Channel 4, Channel 4
    News, Channel 5, Chicago Tribune, China Daily, Chosun Ilbo, Christian Science Monitor, Chronicle, Clarín,
    Corriere della Sera, Courier, Cumhuriyet, DC Leaks, DCLeaks, DR, DW, Dagens Nyheter, Daily Beast, Daily Caller,
    Daily Express, Daily Kos, Daily Mail, Daily Mirror, Daily Nation, Daily Telegraph, Dallas Morning News, Dawn, De
    Standaard, De Telegraaf, Der Spiegel, Des Moines Register, Deutsche Welle, Die Welt, Die Zeit, Dispatch, Dozhd,
    Drudge Report, Ebony, Economist, El Mundo, El Pais, El País, El Universal, Esquire, Essence, Euronews, Evening
    Standard, Examiner, FAZ, FT, FactCheck.org, Financial Times, FiveThirtyEight, Folha de S.Paulo, Forbes, Foreign
    Affairs, Foreign Policy, Fortune, Fox, Fox Business, Fox Business Network, Fox News, Fox News Channel, France
    24, France Info, France Inter, Franceinfo, Frankfurter Allgemeine, Free Beacon, GB News, GQ, Gawker, Gazeta
    Wyborcza, Gazette, Gizmodo, Global Times, Globe, Globe and Mail, Globo, Guardian, Haaretz, Helsingin Sanomat,
    Herald, Hill, Hindu, Hindustan Times, Hollywood Reporter, HuffPo, HuffPost, Huffington Post, Hurriyet, Hürriyet,
    ITN, ITV, ITV News, Il Sole 24 Ore, Independent, Indian Express, InfoWars, Infowars, Inquirer, Intercept, Irish
    Independent, Irish Times, Israel Hayom, Izvestia, Jerusalem Post, Journal, Kan, Kan 11, Kommersant, Kyiv
    Independent, Kyiv Post, L'Express, L.A. Times, LA Times, LBC, La Nación, La Repubblica, La Stampa, La
    Vanguardia, Lancet, Le Figaro, Le Monde, Le Parisien, Le Point, Le Soir, Libération, LifeSite, Los Angeles
    Times, MSNBC, Maariv, Mail & Guardian, Mail on Sunday, MailOnline, Mainichi, Mediapart, Meduza, Miami Herald,
    Middle East Eye, Milenio, Military Times, Morning Consult, Moscow Times, Mother Jones, NBC, NBC News, NDTV, NHK,
    NOS, NPR, NRK, NTV, NY Times, NYT, National Journal, National Post, National Review, Nature, New Statesman, New
    York Daily News, New York Post, New York Times, New Yorker, NewsNation, Newsmax, Newsweek, Nikkei,
    Novaya Gazeta, O Globo, OAN, OANN, ORF, Observer, One America News, Onion, PBS, POLITICO, People, People's
    Daily, PolitiFact, Politico, Politifact, Politiken, Post, Pravda, Press TV, Private Eye, ProPublica, Punch,
    Punchbowl, Punchbowl News, Quartz, RAI, RFE/RL, RFI, RT, RT America, RTE, RTHK, RTL, RTVE, RTÉ, Radio Free Asia,
    Radio Free Europe, Rai, Real Clear Politics, RealClearPolitics, Reforma, Register, Roll Call, Rolling Stone,
    Rossiya 1, Rzeczpospolita, SBS, SRF, SVT, Sabah, Salon, Science, Scotsman, Semafor, Sky, Sky News, Slate,
    Snopes, South China Morning Post, Spectator, Spiegel, Star, Stars and Stripes, Straits Times, Sun, Sunday
    Telegraph, Sunday Times, Sydney Morning Herald, Süddeutsche Zeitung, TF1, TIME, TMZ, TRT, TRT World, TV Globo,
    TV Rain, TVE, TVN, TVP, Tagesspiegel, TalkRadio, TalkTV, Telegraph, Telemundo, Telesur, The Age, The Australian,
    The Hill, TheBlaze, Time, Time magazine, Times, Times of India, Times of Israel, Toronto Star, Tribune, USA
    TODAY, USA Today, Ukrainska Pravda, Univision, VOA, VRT, Vanity Fair, Variety, Vedomosti, Verge, Vogue, Voice of
    America, Vox, WSJ, WaPo, Wall Street Journal, Walla, Washington Examiner, Washington Free Beacon, Washington
    Post, Washington Times, Weekly Standard, Welt am Sonntag, Western Journal, WikiLeaks, Wikileaks, Wired, YLE,
    Advocate, TOI, Yahoo, Yahoo!, Yahoo News, Yahoo! News,
    Yedioth Ahronoth, Yle, Ynet, Yomiuri, Yomiuri Shimbun, ZDF,
    i24NEWS, i24News,
    HBO, Comedy Central, Access Hollywood, American Conservative, American-Statesman, Arizona Republic, Ars
    Technica, Atlanta
    Journal-Constitution, Baltimore Sun, Boston Herald, British Medical Journal, Business Day, CBN, CBN News, CNN
    Money, CNNMoney, Cincinnati Enquirer, Cleveland Plain Dealer, Colorado Springs Gazette, Concord Monitor,
    Cosmopolitan, Courier-Journal, Deadline, Denver Post, Deseret News, Detroit Free Press, Detroit News, E! News,
    ESPN, Ekho Moskvy, Entertainment Tonight, Fusion, Gateway Pundit, Glamour, Houston Chronicle, IJR, Independent
    Journal Review, Indianapolis Star, Inside Edition, Journal Sentinel, Kansas City Star, Kuwait Times, L'Orient-Le
    Jour, L'Orient Today, Mashable, Mediaite, Mercury News, Mic, Milwaukee Journal Sentinel, NY1, New Republic, New
    York Magazine, Newsday, Nine News, Oklahoman, Oregonian, Philadelphia Inquirer, Plain Dealer, Playboy,
    Post-Gazette, Post and Courier, RBC, Raw Story, RedState, Right Side Broadcasting, Rudaw, Sacramento Bee, Salt
    Lake Tribune, San Francisco Chronicle, Seattle Times, Sirius XM, SiriusXM, Sports Illustrated, Spokesman-Review,
    Star Tribune, Star-Ledger, Sunday Express, Sunday Mirror, TPM, Talking Points Memo, Tampa Bay Times, TechCrunch,
    Tennessean, The National, ThinkProgress, Times-Picayune, Toronto Sun, Town & Country, Union Leader, Us Weekly,
    WNYC, Washington Monthly, Western Journalism, WorldNetDaily
""")
PROGRAMMES: Final = _names("""
    60 Minutes, 7.30, Breitbart News Daily, Breitbart News Saturday, Breitbart News Sunday,
    ABC World News Tonight, All Things Considered, Andrew Marr Show, CBS Evening News, CBS This
    Morning, Daily Show, Dateline, Face the Nation, Fareed Zakaria GPS, Four Corners, Fox & Friends, Fox News
    Sunday, Fox and Friends, Good Morning America, Good Morning Britain, HARDtalk, Hannity, Hardtalk, Insiders,
    Kelly File, Late Show, Meet the Press, Morning Edition, Morning Joe, NBC Nightly News, New Day, NewsHour,
    Newshour, Newsnight, Nightline, O'Reilly Factor, PBS NewsHour, Panorama, Question Time, Rachel Maddow Show,
    Reliable Sources, Situation Room, Special Report, Squawk Box, State of the Union, Sunday with Laura Kuenssberg,
    This Week, Today Show, Today programme, Tonight Show, World at One, AC360, America's Newsroom, Anderson
    Cooper 360, Any Questions, Axe Files, Breakfast Club, Charlie Rose, Daily Briefing, Fareed Zakaria GPS, Fox News
    Tonight, Fresh Air, Frontline, Full Frontal, Good Morning Scotland, Hardball, Inside Politics, Jimmy Kimmel Live,
    Last Week Tonight, Late Late Show, Marketplace, Meet the Press Daily, Mornings with Maria, MTP Daily,
    OutFront, Outnumbered, Peston, Peston on Sunday, Real Time, Sunday Morning Futures,
    Sunday Politics, View, Washington Journal, Washington Week, Woman's Hour, World Tonight,
    Your World
""")
ALSO_WORDS: Final = _names("""
    Advocate, Age, Asahi, Atlantic, Australian, Bild, Billboard, Blaze, Bulwark, CNA, Chronicle, Courier, DR, Dawn,
    Dispatch, Efe, Essence, Examiner, Fars, Fortune, Fox, Gazette, Globe, Guardian, Hannity, Herald, Hill, Hina,
    Hindu, Independent, Inquirer, Insiders, Intercept, Journal, Kan, MENA, Mainichi, Mehr, Nation, Nature, New Day,
    New York, Observer, Onion, PA, People, Petra, Post, Pravda, Punch, Punchbowl, Quartz, Reforma, Register, Sabah,
    Science, Sky, Special Report, Spectator, Spiegel, Standard, Star, Sun, TT, Telegraph, This Week, Time, Times,
    Today, Tribune, Variety, Verge, Welt, Wired, Yahoo, Commentary, Deadline, Frontline, Full Frontal, Fusion,
    Glamour, Hardball, IJR, Marketplace, Mic, OutFront, Outnumbered, Peston, RBC,
    Real Time, TPM, The National, View, Your World
""")
"""Names that are words of the language, too, or other bodies: outlets only where the text puts one."""
PUBLISHERS: Final = _names("WikiLeaks, Wikileaks, DCLeaks, DC Leaks, Bellingcat")
"""Publishers of others' papers: bodies that act when they are sources, but the way of what they published."""
SHORT: Final = {
    "AP": "Associated Press",
    "AFP": "Agence France-Presse",
    "PA": "Press Association",
    "UPI": "United Press International",
    "NYT": "New York Times",
    "WSJ": "Wall Street Journal",
    "WaPo": "Washington Post",
    "FT": "Financial Times",
    "HuffPost": "Huffington Post",
    "HuffPo": "Huffington Post",
    "VOA": "Voice of America",
    "DW": "Deutsche Welle",
    "TOI": "Times of India",
    "SCMP": "South China Morning Post",
}
"""Outlets by their short names."""
TELLTALE: Final = frozenset(
    word for name in AGENCIES | OUTLETS | PROGRAMMES for word in name.split() if word[0].isupper() or word[0].isdigit()
)
"""Words of which every well-known name holds one."""
NETWORKS: Final = _names("""
    ABC, Al Jazeera, BBC, BBC News, BBC Radio, Bloomberg, Breitbart, CBC, CBS, CNBC, CNN, CTV, CW, Channel, FOX, Fox,
    Fox News, France, ITV, LBC, MSNBC, NBC, NPR, POLITICO, PBS, Politico, Sirius XM, SiriusXM,
    RTE, RTÉ, SBS, Sky, Sky News, Talk, Times,
    Univision, Telemundo, Vice, Yahoo
""")
"""Outlets that have stations and editions of their own: "Fox 35", "BBC Radio Four"."""
EDITIONS: Final = _names("""
    America, Arabic, Asia, Atlanta, Boston, Business, Canada, Channel, Chicago, Digital, Dallas, Detroit, English,
    Español, Europe, Fact Checker, Finance, Five, Four, Hindi, Houston, India, International, Live, London, Los
    Angeles, Magazine, Miami, Money, Network, New York, News, News Channel, News Radio, Newshour, One, Persian,
    Philadelphia, Politics, Radio, Russian, Sacramento, San Diego, San Francisco, Scotland, Seattle, Sport, Sports,
    Alaska, Arizona, Bay Area, California, Carolina, Central, Colorado, Connecticut, East, England, Florida, Georgia,
    Iowa, Jersey, Massachusetts, Michigan, Minnesota, New, North, Northwest, Ohio, South, Southern, Texas, Utah,
    Virginia, Washington, West, Western, Wisconsin,
    Tampa, Television, TV, Three, Turk, Turkish, Two, Türk, UK, Ukrainian, Wales, World, World News, World Service
""")
"""What such a station or edition is called by."""
STATES: Final = _names("""
    Alabama, Alaska, Arizona, Arkansas, California, Colorado, Connecticut, Delaware, Florida, Georgia, Hawaii, Idaho,
    Illinois, Indiana, Iowa, Kansas, Kentucky, Louisiana, Maine, Maryland, Massachusetts, Michigan, Minnesota,
    Mississippi, Missouri, Montana, Nebraska, Nevada, New Hampshire, New Jersey, New Mexico, New York, North Carolina,
    North Dakota, Ohio, Oklahoma, Oregon, Pennsylvania, Rhode Island, South Carolina, South Dakota, Tennessee, Texas,
    Utah, Vermont, Virginia, Washington, West Virginia, Wisconsin, Wyoming
""")
"""Of whose television one speaks in general: "Iowa TV"."""
