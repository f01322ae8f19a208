"""A window around WebKitGTK for WebDriver, with a data folder that lasts: Debian's MiniBrowser forgets all when driven.

WEBKIT_DATA names the folder, WEBKIT_FEATURES the features to switch on, WEBKIT_LANGUAGE the reader's language.
Run by the system's Python, which has the bindings.
"""

import os

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402

WIDTH, HEIGHT = 390, 844
FOLDER = os.environ["WEBKIT_DATA"]
FEATURES = set(os.environ["WEBKIT_FEATURES"].split())


def settings():
    found, features = WebKit2.Settings(), WebKit2.Settings.get_all_features()
    for i in range(features.get_length()):
        if features.get(i).get_identifier() in FEATURES:
            found.set_feature_enabled(features.get(i), True)
    return found


manager = WebKit2.WebsiteDataManager(base_data_directory=f"{FOLDER}/data", base_cache_directory=f"{FOLDER}/cache")
context = WebKit2.WebContext.new_with_website_data_manager(manager)
context.set_automation_allowed(True)
context.set_preferred_languages([os.environ["WEBKIT_LANGUAGE"]])
windows = []


def new_view(_session):
    view = WebKit2.WebView(web_context=context, is_controlled_by_automation=True)
    view.set_settings(settings())
    window = Gtk.Window()
    window.set_default_size(WIDTH, HEIGHT)
    window.add(view)
    window.show_all()
    windows.append(window)
    return view


def started(_context, session):
    info = WebKit2.ApplicationInfo()
    info.set_name("MiniBrowser")  # the one name that the driver accepts
    info.set_version(WebKit2.get_major_version(), WebKit2.get_minor_version(), WebKit2.get_micro_version())
    session.set_application_info(info)
    session.connect("create-web-view", new_view)


context.connect("automation-started", started)
Gtk.main()
