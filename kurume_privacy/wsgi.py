"""The application for a WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

from kurume_privacy.malformed import readable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kurume_privacy.settings")
application = readable(get_wsgi_application())
